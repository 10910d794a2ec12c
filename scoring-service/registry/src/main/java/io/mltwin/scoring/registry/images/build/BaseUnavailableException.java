package io.mltwin.scoring.registry.images.build;

/** The base of images cannot be had; the message says why. */
final class BaseUnavailableException extends Exception {

    private static final long serialVersionUID = 1;

    BaseUnavailableException(String message) {
        super(message);
    }

    BaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
