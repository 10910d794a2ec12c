package io.mltwin.console.page;

import io.mltwin.armweb.AzureException;
import io.mltwin.console.receipts.MadeCall;
import io.mltwin.console.receipts.Receipts.Receipt;
import io.mltwin.console.session.Session;
import java.util.List;
import java.util.function.Supplier;

/**
 * The part that all pages share.
 *
 * @param title heading and name of the page, in the language of the page
 * @param page the name of the page for the navigation, {@code resources}
 * @param address path and query of the page as the browser sent it
 * @param session null when nobody is signed in
 * @param formToken for the page's forms
 * @param calls the calls that the page has made
 * @param traceId the trace that they are in; null for none
 * @param receipt the calls of the action that led here; null for none
 * @param away names of services that did not answer
 */
public record PageFrame(
        String title,
        String page,
        String address,
        String language,
        String theme,
        Session session,
        String formToken,
        List<MadeCall> calls,
        String traceId,
        Receipt receipt,
        List<String> away) {

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
}
