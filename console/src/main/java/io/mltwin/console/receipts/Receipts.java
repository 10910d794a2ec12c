package io.mltwin.console.receipts;

import io.mltwin.console.session.CurrentSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Hands the calls of an action on to the page that follows it. */
@ApplicationScoped
public class Receipts {

    /** The query parameter in which the page that follows gets the id of a receipt. */
    public static final String PARAMETER = "receipt";

    private final ReceiptRepository repository;
    private final CallsOfPage calls;
    private final CurrentSession session;

    Receipts(ReceiptRepository repository, CallsOfPage calls, CurrentSession session) {
        this.repository = repository;
        this.calls = calls;
        this.session = session;
    }

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
}
