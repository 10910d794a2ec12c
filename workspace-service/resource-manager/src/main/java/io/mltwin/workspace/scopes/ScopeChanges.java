package io.mltwin.workspace.scopes;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.ScopeChange;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.resourceprovider.ResourceClaims;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Tells identity-service and telemetry-service what happened to scopes, so that what is attached to
 * a group or resource ends with it, whoever deletes it. A change is stored with the deletion, told
 * right after, and tried until it is; until then nothing is made under the scope's name, so that no
 * earlier assignment holds there. A vault, which is deleted softly, takes back what it had when it
 * is recovered.
 */
@ApplicationScoped
public class ScopeChanges {

    private static final Logger LOG = Logger.getLogger(ScopeChanges.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final List<ServiceName> TOLD = List.of(ServiceName.IDENTITY, ServiceName.TELEMETRY);

    private final ScopeChangeRepository rows;
    private final ResourceClaims claims;
    private final ServiceHttp http;
    private final Tokens tokens;
    private final ResetGate gate;
    private final BackgroundTimer timer;

    ScopeChanges(
            ScopeChangeRepository rows,
            ResourceClaims claims,
            ServiceHttp http,
            Tokens tokens,
            ResetGate gate,
            BackgroundWork background) {
        this.rows = rows;
        this.claims = claims;
        this.http = http;
        this.tokens = tokens;
        this.gate = gate;
        this.timer = background.timer("scope-changes", 1);
    }

    void start(@Observes StartupEvent event) {
        timer.every(EVERY, this::tellAll);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    void note(@Observes ScopeChange change) {
        ScopeChangeEntity row = new ScopeChangeEntity();
        row.scope = change.scope();
        row.scopeKey = change.id().key();
        row.kind = change.kind();
        rows.persist(row);
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) ScopeChange change) {
        timer.now(this::tellAll);
    }

    /**
     * Requires that everybody knows of the end of what had this name, or lay below it.
     *
     * @throws AzureException 503 while a service cannot be told
     */
    public void requireTold(ArmResourceId id) {
        openAt(id).forEach(this::tell);
    }

    private List<ScopeChangeEntity> openAt(ArmResourceId id) {
        List<String> scopes =
                id.withAncestors().stream().map(ArmResourceId::key).toList();
        return QuarkusTransaction.requiringNew().call(() -> rows.at(scopes));
    }

    private void tellAll() {
        gate.work(() -> inOrder().forEach(this::tryToTell));
    }

    private List<ScopeChangeEntity> inOrder() {
        return QuarkusTransaction.requiringNew().call(rows::inOrder);
    }

    private void tryToTell(ScopeChangeEntity row) {
        try {
            tell(row);
        } catch (AzureException fault) {
            LOG.infof(
                    "Not every service knows yet what happened to %s; trying again in %d s: %s",
                    row.scope, EVERY.toSeconds(), fault.getMessage());
        }
    }

    /** Tells one change under a claim on its scope: it is not told again once it is answered. */
    private void tell(ScopeChangeEntity row) {
        claims.change(
                ArmResourceId.parse(row.scope),
                claim -> {
                    if (isOpen(row)) {
                        TOLD.forEach(service -> tell(service, row.change()));
                    }
                    return row.changeId;
                },
                rows::deleteById);
    }

    private boolean isOpen(ScopeChangeEntity row) {
        return QuarkusTransaction.requiringNew()
                .call(() -> rows.findByIdOptional(row.changeId).isPresent());
    }

    private void tell(ServiceName service, ScopeChange change) {
        http.request(service, "POST", "/_internal/scope-changes")
                .bearer(tokens.forService(service))
                .json(change)
                .send()
                .orFault();
    }

    /** Changes of scopes that other services have yet to be told, in their order. */
    @Singleton
    static class ScopeChangeRepository implements PanacheRepositoryBase<ScopeChangeEntity, Long> {

        List<ScopeChangeEntity> inOrder() {
            return list("order by changeId");
        }

        List<ScopeChangeEntity> at(List<String> scopeKeys) {
            return list("scopeKey in ?1 order by changeId", scopeKeys);
        }
    }
}
