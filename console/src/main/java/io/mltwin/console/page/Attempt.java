package io.mltwin.console.page;

import io.mltwin.armweb.AzureException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A part of a page that Azure may refuse while the rest of the page is shown.
 *
 * @param value null when it was refused
 * @param refusal null when it was not
 */
public record Attempt<T>(T value, ShownError refusal) {

    /** Asks Azure, and keeps an error in place of the answer. */
    public static <T> Attempt<T> of(Supplier<T> question) {
        try {
            return new Attempt<>(question.get(), null);
        } catch (AzureException error) {
            return new Attempt<>(null, ShownError.of(error));
        }
    }

    /** Returns the same with another value, or with the same refusal. */
    public <R> Attempt<R> map(Function<T, R> change) {
        return refusal == null ? new Attempt<>(change.apply(value), null) : new Attempt<>(null, refusal);
    }
}
