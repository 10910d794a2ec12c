package io.mltwin.telemetry.loganalytics;

import static io.mltwin.armweb.ArmErrors.otherLocation;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.TrackedResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Keeps Log Analytics workspaces as resources of Azure Resource Manager, which templates deploy
 * together with an Application Insights component.
 *
 * <p>Deviation: a Log Analytics workspace is a resource with keys and holds no logs; a component's
 * telemetry is queried through the component.
 */
@ApplicationScoped
public class LogWorkspaceService {

    private static final int LENGTH = 64;

    private final LogWorkspaceRepository rows;
    private final RootKeys rootKeys;
    private final SecureRandom random;
    private final ObjectMapper json;
    private final Clock clock;

    LogWorkspaceService(
            LogWorkspaceRepository rows, RootKeys rootKeys, SecureRandom random, ObjectMapper json, Clock clock) {
        this.rows = rows;
        this.rootKeys = rootKeys;
        this.random = random;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    Outcome put(ArmCall call, LogWorkspaceBody body) {
        ArmResourceId id = call.id();
        rows.lock(id.key());
        LogWorkspaceEntity row = rows.findById(id.key());
        boolean created = row == null;
        String location = TrackedResource.location(body.location());
        if (created) {
            row = create(id, location);
        } else if (!row.location.equals(location)) {
            throw otherLocation(id, row.location, location);
        }
        row.tags = LogWorkspaceMapper.tags(body.tags(), json);
        row.sku = body.skuOrDefault();
        row.retentionDays = body.retentionOrDefault();
        row.modifiedAt = clock.instant();
        rows.persist(row);
        return Outcome.saved(created, LogWorkspaceMapper.body(row, json));
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

    @Transactional
    Outcome patch(ArmCall call, LogWorkspaceBody body) {
        LogWorkspaceEntity row = require(call.id());
        if (body.tags() != null) {
            row.tags = LogWorkspaceMapper.tags(body.tags(), json);
            row.modifiedAt = clock.instant();
        }
        return Outcome.ok(LogWorkspaceMapper.body(row, json));
    }

    @Transactional
    LogWorkspaceBody get(ArmResourceId id) {
        return LogWorkspaceMapper.body(require(id), json);
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
                base64(row.primaryKey, context(id, "primary")), base64(row.secondaryKey, context(id, "secondary")));
    }

    private String base64(byte[] wrapped, String context) {
        return Base64.getEncoder().encodeToString(rootKeys.unwrap(wrapped, context));
    }

    @Transactional
    Outcome delete(ArmCall call) {
        return Outcome.deleted(rows.deleteById(call.id().key()));
    }

    private LogWorkspaceEntity require(ArmResourceId id) {
        LogWorkspaceEntity row = rows.findById(id.key());
        if (row == null) {
            throw resourceNotFound(id);
        }
        return row;
    }
}
