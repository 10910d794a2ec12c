package io.mltwin.console.page;

import io.mltwin.armweb.AzureException;
import java.util.List;
import java.util.function.Supplier;

/**
 * A part of a page that has a call of its own: what it read, or the error, which leaves the other
 * parts of the page as they are.
 *
 * @param error null when it was read
 */
public record Section<T>(List<T> items, ShownError error) {

    /** Reads a part of a page. */
    public static <T> Section<T> read(Supplier<List<T>> reader) {
        try {
            return new Section<>(reader.get(), null);
        } catch (AzureException refused) {
            return new Section<>(List.of(), ShownError.of(refused));
        }
    }
}
