package io.mltwin.tokencheck;

/** Thrown for a token that is not accepted; its detail contains nothing of the token. */
public final class TokenRefusedException extends Exception {

    private final Refusal refusal;

    public TokenRefusedException(Refusal refusal, String detail) {
        super(detail == null ? refusal.text() : refusal.text() + " " + detail);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
