package dev.fanlight.state;

import java.io.IOException;

/**
 * A file of ours whose content is lost: it was cut off or changed.
 */
public final class TornFileException extends IOException {

	TornFileException(String message) {
		super(message);
	}

}
