package dev.fanlight.autoconfigure;

/**
 * A text that the actuator endpoint {@code fanlight} serves as it is: every bean of this
 * type is answered at {@code /actuator/fanlight/<name>}. Implementations are thread-safe.
 */
public interface EndpointDocument {

	/**
	 * The name, one among the documents and sections of the application.
	 * @return lower-case words joined by hyphens, for example {@code rules}
	 */
	String name();

	/**
	 * What kind of text it is.
	 * @return a media type, for example {@code application/yaml}
	 */
	String mediaType();

	/**
	 * The text. Called for each request.
	 * @return the whole text
	 */
	String content();

}
