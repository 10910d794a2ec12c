package io.mltwin.keyvault.keys;

/**
 * The request of an operation with a key: {@code value}, and for verify {@code digest} too.
 *
 * @param iv only algorithms of symmetric keys take this and the next two
 */
public record CryptoBody(String alg, String value, String digest, String iv, String aad, String tag) {

    @Override
    public String toString() {
        return "operation with " + alg;
    }

    /** The answer of an operation. */
    public sealed interface Outcome permits Result, Verdict {}

    /**
     * The result of all operations but verify.
     *
     * @param iv what a symmetric key encrypted with, as the next two; else null
     */
    public record Result(String kid, String value, String iv, String tag, String aad) implements Outcome {
        @Override
        public String toString() {
            return "result of " + kid;
        }
    }

    /** The result of verify. */
    public record Verdict(boolean value) implements Outcome {}
}
