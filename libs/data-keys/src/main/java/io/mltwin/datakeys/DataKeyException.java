package io.mltwin.datakeys;

/** A key that cannot be unwrapped or data that cannot be decrypted: always a refusal. */
public final class DataKeyException extends RuntimeException {

    public DataKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
