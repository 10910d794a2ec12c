package io.mltwin.workspace.search;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Makes, lists and deletes search services. */
@ApplicationScoped
class SearchServices {

    private static final String CONTEXT = "search-service:";
    private static final int KEY_LENGTH = 16;

    private final SearchServiceRepository rows;
    private final RootKeys rootKeys;
    private final SecureRandom random;
    private final Clock clock;

    SearchServices(SearchServiceRepository rows, RootKeys rootKeys, SecureRandom random, Clock clock) {
        this.rows = rows;
        this.rootKeys = rootKeys;
        this.random = random;
        this.clock = clock;
    }

    @Transactional
    Outcome put(ArmCall call, SearchServiceBody body) {
        ArmResourceId id = call.id();
        String region = SearchServiceValidator.region(body);
        SearchServiceEntity row = rows.findById(id.key());
        boolean created = row == null;
        if (created) {
            row = create(id, region);
            row.sku = body.sku().name();
        } else if (!row.location.equals(region) || !row.sku.equals(body.sku().name())) {
            throw SearchServiceValidator.badRequest(
                    "Location and sku of the search service '" + id.name() + "' cannot be changed.");
        }
        row.tags = body.tags() == null ? Map.of() : body.tags();
        SearchServiceBody.Properties given = body.properties();
        row.replicas = given == null || given.replicaCount() == null ? 1 : given.replicaCount();
        row.partitions = given == null || given.partitionCount() == null ? 1 : given.partitionCount();
        rows.persist(row);
        return Outcome.saved(created, SearchServiceMapper.body(row));
    }

    private SearchServiceEntity create(ArmResourceId id, String region) {
        if (rows.isTaken(id.name(), id.key())) {
            throw SearchServiceValidator.badRequest("The name '" + id.name() + "' is taken by another search service.");
        }
        SearchServiceEntity row = new SearchServiceEntity();
        row.key = id.key();
        row.id = id.toString();
        row.name = id.name();
        row.subscriptionId = AsciiCase.lower(id.subscriptionId());
        row.resourceGroup = AsciiCase.lower(id.resourceGroup());
        row.location = region;
        row.createdAt = clock.instant();
        byte[] keys = new byte[2 * KEY_LENGTH];
        random.nextBytes(keys);
        row.wrappedKeys = rootKeys.wrap(keys, CONTEXT + row.key);
        return row;
    }

    @Transactional
    SearchServiceBody get(ArmResourceId id) {
        return SearchServiceMapper.body(require(id));
    }

    @Transactional
    List<SearchServiceBody> list(ArmResourceId scope) {
        return rows.in(scope).stream().map(SearchServiceMapper::body).toList();
    }

    @Transactional
    Outcome delete(ArmCall call) {
        return Outcome.deleted(rows.deleteById(call.id().key()));
    }

    @Transactional
    SearchServiceBody.AdminKeys keys(ArmResourceId id) {
        SearchServiceEntity row = require(id);
        byte[] keys = rootKeys.unwrap(row.wrappedKeys, CONTEXT + row.key);
        HexFormat hex = HexFormat.of().withUpperCase();
        return new SearchServiceBody.AdminKeys(
                hex.formatHex(Arrays.copyOf(keys, KEY_LENGTH)),
                hex.formatHex(Arrays.copyOfRange(keys, KEY_LENGTH, 2 * KEY_LENGTH)));
    }

    private SearchServiceEntity require(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }
}
