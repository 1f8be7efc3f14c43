package dev.fanlight.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;

/**
 * A PKCS #12 store with a key and a certificate for {@code localhost} that nobody else
 * has signed, made by the JDK's own tool.
 *
 * @param store the file
 */
public record SelfSigned(Path store) {

	/** Of the store and of the key in it. */
	public static final String PASSWORD = "changeit";

	public static SelfSigned in(Path directory) throws IOException, InterruptedException {
		Path store = directory.resolve("store.p12");
		int code = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "localhost", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"san=dns:localhost", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD)
			.inheritIO()
			.start()
			.waitFor();
		if (code != 0) {
			throw new IOException("keytool ended with " + code);
		}
		return new SelfSigned(store);
	}

	public KeyStore keyStore() throws GeneralSecurityException, IOException {
		return KeyStore.getInstance(this.store.toFile(), PASSWORD.toCharArray());
	}

	public KeyManagerFactory keys() throws GeneralSecurityException, IOException {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(keyStore(), PASSWORD.toCharArray());
		return keys;
	}

}
