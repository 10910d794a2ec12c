package io.mltwin.keyvault.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.armweb.QueryString;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.eventrelay.Durability;
import io.mltwin.eventrelay.Spool;
import io.mltwin.events.VaultAuditEvent;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.keyvault.vaults.VaultCache;
import io.mltwin.keyvault.vaults.VaultOperation;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.tokencheck.TokenKind;
import io.mltwin.tokencheck.VerifiedToken;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Writes the audit event of every operation on a vault or on what is in it, refused ones too
 * (Azure's category {@code AuditEvent}). The operating system has the event before the first byte
 * of the answer is sent; it is shipped later.
 *
 * <p>Deviation: an event of an operation on a vault itself names no address, since Azure Resource
 * Manager does not tell it.
 */
@ApplicationScoped
public class AuditTrail implements Resettable {

    private static final Logger LOG = Logger.getLogger(AuditTrail.class);
    private static final int AFTER_HOSTS = 390;
    private static final String PREFIX = "/vault/";
    private static final String SEEN = "mltwin.audited";
    private static final String ASKED = "mltwin.asked";
    private static final int FIRST_FAILURE = 400;

    private final VaultCache vaults;
    private final CurrentVertxRequest current;
    private final Spool spool;
    private final ObjectMapper json;
    private final ResetGate gate;
    private final Clock clock;

    public AuditTrail(
            VaultCache vaults,
            CurrentVertxRequest current,
            PlatformConfig config,
            ObjectMapper json,
            ResetGate gate,
            Clock clock) {
        this.vaults = vaults;
        this.current = current;
        this.json = json;
        this.gate = gate;
        this.clock = clock;
        this.spool = Spool.open(config.dataDir().resolve("audit"), Durability.OPERATING_SYSTEM);
    }

    void register(@Observes Filters filters) {
        filters.register(this::follow, AFTER_HOSTS);
    }

    private void follow(RoutingContext context) {
        String path = HostToPath.internalPath(context);
        if (path != null && context.get(SEEN) == null) {
            if (path.startsWith(PREFIX)) {
                atEnd(context, (time, nanos) -> record(context, path, time, nanos));
            } else if (path.startsWith(ControlPlaneOperation.PREFIX)) {
                ControlPlaneOperation operation =
                        ControlPlaneOperation.of(OriginalRequest.of(context).method(), path);
                boolean before = operation != null && isVault(operation);
                atEnd(context, (time, nanos) -> record(context, operation, before, time, nanos));
            }
        }
        context.next();
    }

    private interface Recording {
        void record(Instant time, long nanos);
    }

    private void atEnd(RoutingContext context, Recording recording) {
        context.put(SEEN, true);
        Instant time = clock.instant();
        long start = System.nanoTime();
        context.addHeadersEndHandler(sending -> recording.record(time, System.nanoTime() - start));
    }

    private void record(RoutingContext context, String path, Instant time, long nanos) {
        int end = path.indexOf('/', PREFIX.length());
        if (end < 0) {
            return;
        }
        OriginalRequest request = OriginalRequest.of(context);
        String operation = DataPlaneOperations.find(request.method(), path.substring(end + 1));
        Vault vault = vaults.find(path.substring(PREFIX.length(), end));
        if (operation == null || vault == null) {
            return;
        }
        SocketAddress from = context.request().remoteAddress();
        append(
                context,
                time,
                nanos,
                new Subject(vault.armId(), operation, from == null ? null : from.hostAddress(), request.baseUrl()));
    }

    /**
     * Records a request of Azure Resource Manager about vaults that exist, or existed until now.
     * The operation is null when the path names no vault.
     */
    private void record(
            RoutingContext context, ControlPlaneOperation operation, boolean before, Instant time, long nanos) {
        VerifiedToken token = token(context);
        if (token == null || token.kind() != TokenKind.ASSERTION) {
            return;
        }
        List<VaultOperation> asked = context.get(ASKED);
        if (asked != null) {
            for (VaultOperation one : asked) {
                append(context, time, nanos, new Subject(one.armId(), one.operation(), null, token.claim("baseUrl")));
            }
            return;
        }
        if (operation == null || !before && !isVault(operation)) {
            return;
        }
        append(context, time, nanos, new Subject(operation.vaultId(), operation.name(), null, token.claim("baseUrl")));
    }

    /** Notes an operation that the path of the current request does not name. */
    void asked(@Observes VaultOperation event) {
        RoutingContext context = current.getCurrent();
        if (context != null) {
            List<VaultOperation> all = context.get(ASKED);
            if (all == null) {
                all = new ArrayList<>();
                context.put(ASKED, all);
            }
            all.add(event);
        }
    }

    private boolean isVault(ControlPlaneOperation operation) {
        Vault vault = vaults.find(operation.vaultName());
        return vault != null && AsciiCase.equal(vault.armId(), operation.vaultId());
    }

    /**
     * The vault and operation of an event, and the caller's address; null where it is not known.
     */
    private record Subject(String vaultId, String operation, String address, String baseUrl) {}

    private void append(RoutingContext context, Instant time, long nanos, Subject subject) {
        OriginalRequest request = OriginalRequest.of(context);
        int status = context.response().getStatusCode();
        String version = QueryString.parse(request.query()).get("api-version");
        append(new VaultAuditEvent(
                UUID.randomUUID().toString(),
                gate.epoch(),
                time,
                subject.vaultId,
                subject.operation,
                version,
                status < FIRST_FAILURE ? "Success" : "Failure",
                HttpResponseStatus.valueOf(status).reasonPhrase(),
                status,
                nanos / 1_000_000,
                subject.address,
                request.correlationId(),
                identity(token(context)),
                context.request().getHeader("User-Agent"),
                subject.baseUrl + request.path() + (version == null ? "" : "?api-version=" + version)));
    }

    private static VerifiedToken token(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                        && user.getSecurityIdentity().getPrincipal() instanceof VerifiedToken token
                ? token
                : null;
    }

    private static Map<String, String> identity(VerifiedToken token) {
        Map<String, String> claims = new HashMap<>();
        if (token != null) {
            put(claims, "oid", token.objectId());
            put(claims, "appid", token.applicationId());
            put(claims, "tid", token.tenantId());
            put(claims, "upn", token.claim("upn"));
            put(claims, "xms_mirid", token.claim("xms_mirid"));
        }
        return claims;
    }

    private static void put(Map<String, String> claims, String name, String value) {
        if (value != null) {
            claims.put(name, value);
        }
    }

    private void append(VaultAuditEvent event) {
        try {
            spool.append(json.writeValueAsBytes(event));
        } catch (IOException e) {
            LOG.error("The audit event of an operation cannot be written to the spool", e);
        }
    }

    @Override
    public void clear() throws IOException {
        spool.clear();
    }

    Spool spool() {
        return spool;
    }
}
