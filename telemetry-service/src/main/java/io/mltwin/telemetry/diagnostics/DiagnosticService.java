package io.mltwin.telemetry.diagnostics;

import io.mltwin.armweb.Json;
import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Microsoft's diagnostics store: in its own subscription, under a key of its own, for workspaces
 * that have not opted out. A record goes when it is older than the store keeps it.
 */
@ApplicationScoped
public class DiagnosticService {

    private static final String STORE = "microsoft-diagnostics";
    private static final int PAGE = 500;

    private final DiagnosticRepository repository;
    private final RootKeys root;
    private final DiagnosticsConfig config;
    private final Clock clock;
    private volatile DataKey key;

    DiagnosticService(DiagnosticRepository repository, RootKeys root, DiagnosticsConfig config, Clock clock) {
        this.repository = repository;
        this.root = root;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Adds records in the caller's transaction; a second one with the same event id is ignored.
     *
     * @param key that {@link #openKey} returns
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(List<DiagnosticBody> bodies, DataKey key) {
        repository.add(bodies.stream().map(body -> entity(body, key)).toList());
    }

    private DiagnosticEntity entity(DiagnosticBody body, DataKey key) {
        DiagnosticEntity entity = new DiagnosticEntity();
        entity.eventId = body.eventId();
        entity.occurredAt = body.time();
        entity.details = key.encrypt(Json.bytes(body), context(entity));
        return entity;
    }

    /** Stores what was collected of a run, and deletes the expired records. */
    void add(CollectedRun run) {
        DataKey opened = openKey();
        QuarkusTransaction.requiringNew().run(() -> {
            add(List.of(DiagnosticBody.of(run)), opened);
            deleteExpired();
        });
    }

    /** Deletes what is older than the store keeps it, in the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void deleteExpired() {
        repository.deleteBefore(expired());
    }

    /** Returns the newest records that are wanted, newest first. */
    List<DiagnosticBody> newest(Predicate<DiagnosticBody> wanted, int most) {
        DataKey opened = openKey();
        Instant expired = expired();
        List<DiagnosticBody> found = new ArrayList<>();
        for (int page = 0; found.size() < most; page++) {
            List<DiagnosticEntity> rows = page(expired, page);
            rows.stream()
                    .map(entity -> body(entity, opened))
                    .filter(wanted)
                    .limit(most - found.size())
                    .forEach(found::add);
            if (rows.size() < PAGE) {
                break;
            }
        }
        return found;
    }

    private List<DiagnosticEntity> page(Instant expired, int page) {
        return QuarkusTransaction.requiringNew().call(() -> repository.newest(expired, page, PAGE));
    }

    private Instant expired() {
        return clock.instant().minus(config.kept());
    }

    private DiagnosticBody body(DiagnosticEntity entity, DataKey opened) {
        return Json.read(opened.decrypt(entity.details, context(entity)), DiagnosticBody.class);
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
                    byte[] kept = QuarkusTransaction.requiringNew().call(() -> repository.keepKey(STORE, made));
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
