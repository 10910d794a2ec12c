package io.mltwin.console.receipts;

import io.mltwin.console.session.CurrentSession;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Hands the calls of an action on to the page that follows it. */
@Singleton
public record Receipts(ReceiptRepository repository, CallsOfPage calls, CurrentSession session) {

    /** The query parameter in which the page that follows gets the id of a receipt. */
    public static final String PARAMETER = "receipt";

    /**
     * Stores the calls made so far and returns the id of their receipt.
     *
     * @param action what was done, in the user's language
     */
    public String write(String action) {
        return repository.add(session.require(), new Receipt(action, calls.traceId(), calls.list()));
    }

    /** Returns a receipt of the signed-in user's own session. */
    public Optional<Receipt> find(String id) {
        return id == null ? Optional.empty() : session.find().flatMap(found -> repository.find(found, id));
    }

    /**
     * The receipt of an action: its calls, kept until the page that follows shows them.
     *
     * @param action what was done, in the user's words, {@code Delete rg1}
     * @param traceId the flow of the calls; null when it was not traced
     */
    public record Receipt(String action, String traceId, List<MadeCall> calls) {}
}
