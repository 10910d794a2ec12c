package io.mltwin.telemetry.loganalytics;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.resourceprovider.TrackedResource;
import io.mltwin.datakeys.RootKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Log Analytics workspaces as resources of Azure Resource Manager, which templates put beside an
 * Application Insights component.
 *
 * <p>Deviation: a Log Analytics workspace is a resource with keys and holds no logs; a component's
 * telemetry is queried through the component.
 */
@ApplicationScoped
public class LogWorkspaceService {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]");
    private static final Set<String> SKUS =
            Set.of("pergb2018", "free", "pernode", "standard", "premium", "standalone");
    private static final int LENGTH = 64;
    private static final int LONGEST = 730;

    private final LogWorkspaceRepository rows;
    private final RootKeys rootKeys;
    private final SecureRandom random;
    private final ObjectMapper json;
    private final Clock clock;

    LogWorkspaceService(
            LogWorkspaceRepository rows,
            RootKeys rootKeys,
            SecureRandom random,
            ObjectMapper json,
            Clock clock) {
        this.rows = rows;
        this.rootKeys = rootKeys;
        this.random = random;
        this.json = json;
        this.clock = clock;
    }

    /** A workspace after a PUT, and whether the PUT made it. */
    record Put(LogWorkspaceBody body, boolean created) {}

    @Transactional
    Put put(ArmResourceId id, LogWorkspaceBody body) {
        check(id, body);
        rows.lock(id.key());
        LogWorkspaceEntity row = rows.findById(id.key());
        boolean created = row == null;
        String location = TrackedResource.location(body.location());
        if (created) {
            row = create(id, location);
        } else if (!row.location.equals(location)) {
            throw ArmErrors.otherLocation(id, row.location, location);
        }
        row.tags = LogWorkspaceMapper.tags(body.tags(), json);
        row.sku = body.skuOrDefault();
        row.retentionDays = body.retentionOrDefault();
        row.modifiedAt = clock.instant();
        rows.persist(row);
        return new Put(LogWorkspaceMapper.body(row, json), created);
    }

    private LogWorkspaceEntity create(ArmResourceId id, String location) {
        LogWorkspaceEntity row = new LogWorkspaceEntity();
        row.armKey = id.key();
        row.armId = id.toString();
        row.subscriptionId = AsciiCase.lower(id.subscriptionId());
        row.resourceGroupKey = AsciiCase.lower(id.resourceGroup());
        row.name = id.name();
        row.location = location;
        row.customerId = UUID.randomUUID();
        row.primaryKey = key(id, "primary");
        row.secondaryKey = key(id, "secondary");
        row.createdAt = clock.instant();
        return row;
    }

    private byte[] key(ArmResourceId id, String which) {
        byte[] key = new byte[LENGTH];
        random.nextBytes(key);
        return rootKeys.wrap(key, context(id, which));
    }

    private static String context(ArmResourceId id, String which) {
        return "log-analytics:" + which + ":" + id.key();
    }

    private static void check(ArmResourceId id, LogWorkspaceBody body) {
        if (!NAME.matcher(id.name()).matches()) {
            throw ArmErrors.invalidResourceName(
                    id.name(),
                    "a workspace of logs has 4 to 63 letters, digits and '-', with no '-' at its ends.");
        }
        if (body.location() == null || body.location().isBlank()) {
            throw ArmErrors.locationRequired();
        }
        if (!SKUS.contains(AsciiCase.lower(body.skuOrDefault()))) {
            throw invalid("sku.name", "it is one of Azure's, such as PerGB2018.");
        }
        if (body.retentionOrDefault() < 1 || body.retentionOrDefault() > LONGEST) {
            throw invalid("retentionInDays", "it is a number from 1 to " + LONGEST + ".");
        }
        if (body.properties() != null) {
            requireEnabled(
                    "publicNetworkAccessForIngestion",
                    body.properties().publicNetworkAccessForIngestion());
            requireEnabled(
                    "publicNetworkAccessForQuery", body.properties().publicNetworkAccessForQuery());
        }
    }

    private static void requireEnabled(String property, String given) {
        if (given != null && !AsciiCase.equal(given, "Enabled")) {
            throw AzureFault.notBuilt("properties." + property + " '" + given + "'");
        }
    }

    private static AzureFault invalid(String property, String why) {
        return new AzureFault(
                        400,
                        "InvalidParameter",
                        "The property '" + property + "' is not valid: " + why)
                .withTarget("properties." + property);
    }

    @Transactional
    LogWorkspaceBody patch(ArmResourceId id, LogWorkspaceBody body) {
        LogWorkspaceEntity row = require(id);
        if (body.tags() != null) {
            row.tags = LogWorkspaceMapper.tags(body.tags(), json);
            row.modifiedAt = clock.instant();
        }
        return LogWorkspaceMapper.body(row, json);
    }

    @Transactional
    LogWorkspaceBody get(ArmResourceId id) {
        return LogWorkspaceMapper.body(require(id), json);
    }

    @Transactional
    public boolean exists(ArmResourceId id) {
        return rows.findById(id.key()) != null;
    }

    @Transactional
    List<LogWorkspaceBody> list(ArmResourceId scope) {
        return rows.in(scope.subscriptionId(), scope.resourceGroup()).stream()
                .map(row -> LogWorkspaceMapper.body(row, json))
                .toList();
    }

    @Transactional
    LogWorkspaceBody.Keys keys(ArmResourceId id) {
        LogWorkspaceEntity row = require(id);
        return new LogWorkspaceBody.Keys(
                base64(row.primaryKey, context(id, "primary")),
                base64(row.secondaryKey, context(id, "secondary")));
    }

    private String base64(byte[] wrapped, String context) {
        return Base64.getEncoder().encodeToString(rootKeys.unwrap(wrapped, context));
    }

    /** False when there was nothing to delete. */
    @Transactional
    boolean delete(ArmResourceId id) {
        return rows.deleteById(id.key());
    }

    private LogWorkspaceEntity require(ArmResourceId id) {
        LogWorkspaceEntity row = rows.findById(id.key());
        if (row == null) {
            throw ArmErrors.resourceNotFound(id);
        }
        return row;
    }
}
