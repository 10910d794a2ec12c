package io.mltwin.workspace.documentdb;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import io.mltwin.resourceprovider.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Makes, lists and deletes Cosmos DB accounts. */
@ApplicationScoped
class CosmosAccountService {

    private static final String CONTEXT = "cosmos-account:";
    private static final int KEY_LENGTH = 64;
    private static final int KEYS = 4;
    private static final int UNLIMITED = -1;

    private final CosmosAccountRepository rows;
    private final RootKeys rootKeys;
    private final CosmosConfig config;
    private final Addresses addresses;
    private final Principals principals;
    private final SecureRandom random;
    private final Clock clock;

    CosmosAccountService(
            CosmosAccountRepository rows,
            RootKeys rootKeys,
            CosmosConfig config,
            Addresses addresses,
            Principals principals,
            SecureRandom random,
            Clock clock) {
        this.rows = rows;
        this.rootKeys = rootKeys;
        this.config = config;
        this.addresses = addresses;
        this.principals = principals;
        this.random = random;
        this.clock = clock;
    }

    void validate(ArmCall call, CosmosAccountBody body) {
        String machineLearning = principals.service(addresses.self()).objectId();
        CosmosAccountValidator.validate(
                call.id(), body, call.caller().objectId().equals(machineLearning));
    }

    @Transactional
    Outcome put(ArmCall call, CosmosAccountBody body) {
        ArmResourceId id = call.id();
        String region = CosmosAccountValidator.region(body);
        rows.lockSubscription(id.subscriptionId());
        CosmosAccountEntity row = rows.findById(id.key());
        if (row == null) {
            row = create(id, region);
        } else if (!row.location.equals(region)) {
            throw CosmosAccountValidator.badRequest("The account '" + id.name() + "' lies in '" + row.location + "'.");
        }
        apply(row, body);
        requireQuota(row);
        rows.persist(row);
        return Outcome.ok(CosmosAccountMapper.body(row, addresses));
    }

    private CosmosAccountEntity create(ArmResourceId id, String region) {
        if (rows.isTaken(id.name(), id.key())) {
            throw CosmosAccountValidator.badRequest("The name '" + id.name() + "' is taken by another account.");
        }
        CosmosAccountEntity row = new CosmosAccountEntity();
        row.key = id.key();
        row.id = id.toString();
        row.name = id.name();
        row.subscriptionId = AsciiCase.lower(id.subscriptionId());
        row.resourceGroup = AsciiCase.lower(id.resourceGroup());
        row.location = region;
        row.kind = "GlobalDocumentDB";
        row.consistency = "Session";
        row.createdAt = clock.instant();
        byte[] keys = new byte[KEY_LENGTH * KEYS];
        random.nextBytes(keys);
        row.wrappedKeys = rootKeys.wrap(keys, CONTEXT + row.key);
        return row;
    }

    private static void apply(CosmosAccountEntity row, CosmosAccountBody body) {
        CosmosAccountBody.Properties given = body.properties();
        if (row.keyVaultKeyUri != null && !row.keyVaultKeyUri.equals(given.keyVaultKeyUri())) {
            throw CosmosAccountValidator.badRequest("keyVaultKeyUri cannot be changed.");
        }
        row.keyVaultKeyUri = given.keyVaultKeyUri();
        row.tags = body.tags() == null ? Map.of() : body.tags();
        if (given.consistencyPolicy() != null) {
            row.consistency = given.consistencyPolicy().defaultConsistencyLevel();
        }
        Integer limit = given.capacity() == null ? null : given.capacity().totalThroughputLimit();
        row.throughputLimit = limit == null ? UNLIMITED : limit;
    }

    /** Refuses an account that reserves more than there is; those without a limit reserve nothing. */
    private void requireQuota(CosmosAccountEntity wanted) {
        long others = rows.list("subscriptionId = ?1 and key <> ?2", wanted.subscriptionId, wanted.key).stream()
                .mapToLong(row -> Math.max(0, row.throughputLimit))
                .sum();
        long left = config.throughputPerSubscription() - others;
        if (wanted.throughputLimit > left) {
            throw new AzureException(
                    400,
                    "QuotaExceeded",
                    "The account '"
                            + wanted.name
                            + "' needs a throughput of "
                            + wanted.throughputLimit
                            + " RU/s; the subscription has "
                            + Math.max(0, left)
                            + " RU/s left of "
                            + config.throughputPerSubscription()
                            + ".");
        }
    }

    @Transactional
    CosmosAccountBody get(ArmResourceId id) {
        return CosmosAccountMapper.body(require(id), addresses);
    }

    @Transactional
    List<CosmosAccountBody> list(ArmResourceId scope) {
        return rows.in(scope).stream()
                .map(row -> CosmosAccountMapper.body(row, addresses))
                .toList();
    }

    @Transactional
    Outcome delete(ArmCall call) {
        rows.deleteById(call.id().key());
        return Outcome.noContent();
    }

    @Transactional
    CosmosAccountBody.Keys keys(ArmResourceId id) {
        CosmosAccountEntity row = require(id);
        byte[] all = rootKeys.unwrap(row.wrappedKeys, CONTEXT + row.key);
        List<String> keys = java.util.stream.IntStream.range(0, KEYS)
                .mapToObj(i -> Arrays.copyOfRange(all, i * KEY_LENGTH, (i + 1) * KEY_LENGTH))
                .map(Base64.getEncoder()::encodeToString)
                .toList();
        return new CosmosAccountBody.Keys(keys.get(0), keys.get(1), keys.get(2), keys.get(3));
    }

    private CosmosAccountEntity require(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }
}
