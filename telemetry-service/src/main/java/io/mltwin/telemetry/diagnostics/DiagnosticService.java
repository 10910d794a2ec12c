package io.mltwin.telemetry.diagnostics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.util.List;

/**
 * Microsoft's diagnostics store: in its own subscription, under a key of its own, for workspaces
 * that have not opted out.
 */
@ApplicationScoped
public class DiagnosticService {

    private static final String STORE = "microsoft-diagnostics";

    private final DiagnosticRepository repository;
    private final RootKeys root;
    private final ObjectMapper json;
    private volatile DataKey key;

    DiagnosticService(DiagnosticRepository repository, RootKeys root, ObjectMapper json) {
        this.repository = repository;
        this.root = root;
        this.json = json;
    }

    /**
     * Adds a record in the caller's transaction; a second one with this event id is ignored.
     *
     * @param key that {@link #openKey} returns
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(DiagnosticBody body, DataKey key) {
        DiagnosticEntity entity = new DiagnosticEntity();
        entity.eventId = body.eventId();
        entity.occurredAt = body.time();
        try {
            entity.details = key.encrypt(json.writeValueAsBytes(body), context(entity));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be stored as JSON: " + body.getClass(), e);
        }
        repository.add(entity);
    }

    List<DiagnosticBody> newest(int most) {
        DataKey opened = openKey();
        return QuarkusTransaction.requiringNew().call(() -> repository.newest(most)).stream()
                .map(entity -> body(entity, opened))
                .toList();
    }

    private DiagnosticBody body(DiagnosticEntity entity, DataKey opened) {
        try {
            return json.readValue(
                    opened.decrypt(entity.details, context(entity)), DiagnosticBody.class);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "diagnostic record " + entity.eventId + " holds no valid JSON", e);
        }
    }

    /**
     * Returns the store's key: made at first use, in a transaction of its own so that it may be
     * kept.
     */
    public DataKey openKey() {
        if (key == null) {
            synchronized (this) {
                if (key == null) {
                    byte[] made = DataKeys.generate(root, STORE);
                    byte[] kept =
                            QuarkusTransaction.requiringNew()
                                    .call(() -> repository.keepKey(STORE, made));
                    key = DataKeys.open(kept, root, STORE);
                }
            }
        }
        return key;
    }

    private static String context(DiagnosticEntity entity) {
        return STORE + ":" + entity.eventId;
    }
}
