package io.mltwin.tokencheck;

import java.util.ArrayList;
import java.util.List;

/**
 * Every check of a token for one plane, in order.
 *
 * @param refusal of the first check that the token fails; null when it is accepted
 * @param message the text of that refusal as the receiver answers it; null when it is accepted
 */
public record TokenExplanation(List<Result> results, Refusal refusal, String message) {

    /** The outcome of one check. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** A check before it has failed already. */
        NOT_REACHED
    }

    /**
     * One check.
     *
     * @param expected what passes; null when it was not reached
     * @param found what the token has; null when it was not reached
     */
    public record Result(TokenStep step, Outcome outcome, String expected, String found) {}

    static TokenExplanation of(TokenExamination examination) {
        List<Result> results = new ArrayList<>();
        TokenRefusedException first = null;
        for (TokenStep step : TokenStep.all()) {
            if (first != null) {
                results.add(new Result(step, Outcome.NOT_REACHED, null, null));
                continue;
            }
            try {
                step.examine(examination);
            } catch (TokenRefusedException refused) {
                first = refused;
            }
            boolean passed = first == null;
            results.add(new Result(
                    step,
                    passed ? Outcome.PASSED : Outcome.FAILED,
                    TokenStepTexts.expected(step, examination),
                    TokenStepTexts.found(step, examination, passed)));
        }
        return first == null
                ? new TokenExplanation(List.copyOf(results), null, null)
                : new TokenExplanation(List.copyOf(results), first.refusal(), first.getMessage());
    }

    /** Returns the first check that the token fails, or null when it is accepted. */
    public TokenStep firstFailure() {
        for (Result result : results) {
            if (result.outcome() == Outcome.FAILED) {
                return result.step();
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return refusal == null ? "accepted" : refusal + " at " + firstFailure();
    }
}
