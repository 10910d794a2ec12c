package io.mltwin.keyvault.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.HostToPath;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.armweb.QueryString;
import io.mltwin.events.VaultAuditEvent;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.keyvault.vaults.VaultDirectory;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.platform.reset.WorkGate;
import io.mltwin.tokencheck.VerifiedToken;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The audit event of every operation on a vault, refused ones too (Azure's category {@code
 * AuditEvent}): with the operating system before the answer's first byte is sent, shipped later.
 */
@ApplicationScoped
public class AuditTrail implements Resettable {

    private static final Logger LOG = Logger.getLogger(AuditTrail.class);
    private static final int AFTER_HOSTS = 390;
    private static final String PREFIX = "/vault/";
    private static final String SEEN = "mltwin.audited";
    private static final int FIRST_FAILURE = 400;

    private final VaultDirectory vaults;
    private final AuditSpool spool;
    private final ObjectMapper json;
    private final WorkGate gate;
    private final Clock clock;
    private volatile Runnable onAppend = () -> {};

    public AuditTrail(
            VaultDirectory vaults,
            PlatformConfig config,
            ObjectMapper json,
            WorkGate gate,
            Clock clock) {
        this.vaults = vaults;
        this.json = json;
        this.gate = gate;
        this.clock = clock;
        try {
            this.spool = new AuditSpool(config.dataDir().resolve("audit"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the spool of audit events", e);
        }
    }

    void register(@Observes Filters filters) {
        filters.register(this::follow, AFTER_HOSTS);
    }

    private void follow(RoutingContext context) {
        String path = HostToPath.internalPath(context);
        if (path != null && path.startsWith(PREFIX) && context.get(SEEN) == null) {
            context.put(SEEN, true);
            Instant time = clock.instant();
            long start = System.nanoTime();
            context.addHeadersEndHandler(
                    sending -> record(context, path, time, System.nanoTime() - start));
        }
        context.next();
    }

    private void record(RoutingContext context, String path, Instant time, long nanos) {
        int end = path.indexOf('/', PREFIX.length());
        if (end < 0) {
            return;
        }
        OriginalRequest request = OriginalRequest.of(context);
        String operation = AuditOperations.name(request.method(), path.substring(end + 1));
        Vault vault = vaults.find(path.substring(PREFIX.length(), end));
        if (operation == null || vault == null) {
            return;
        }
        int status = context.response().getStatusCode();
        String version = QueryString.parse(request.query()).get("api-version");
        SocketAddress from = context.request().remoteAddress();
        append(
                new VaultAuditEvent(
                        UUID.randomUUID().toString(),
                        gate.epoch(),
                        time,
                        vault.armId(),
                        operation,
                        version,
                        status < FIRST_FAILURE ? "Success" : "Failure",
                        HttpResponseStatus.valueOf(status).reasonPhrase(),
                        status,
                        nanos / 1_000_000,
                        from == null ? null : from.hostAddress(),
                        request.correlationId(),
                        identity(context),
                        context.request().getHeader("User-Agent"),
                        request.baseUrl()
                                + request.path()
                                + (version == null ? "" : "?api-version=" + version)));
    }

    private static Map<String, String> identity(RoutingContext context) {
        Map<String, String> claims = new HashMap<>();
        if (context.user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity().getPrincipal() instanceof VerifiedToken token) {
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
            onAppend.run();
        } catch (IOException e) {
            LOG.error("The audit event of an operation cannot be written to the spool", e);
        }
    }

    @Override
    public void clear() throws IOException {
        spool.clear();
    }

    AuditSpool spool() {
        return spool;
    }

    void onAppend(Runnable action) {
        onAppend = action;
    }
}
