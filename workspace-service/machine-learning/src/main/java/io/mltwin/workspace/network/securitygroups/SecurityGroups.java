package io.mltwin.workspace.network.securitygroups;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Regions;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.network.requests.NetworkErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes, changes and deletes network security groups and their rules. */
@ApplicationScoped
public class SecurityGroups {

    private final SecurityGroupRepository rows;
    private final SecuredSubnets subnets;
    private final ResourceIndex index;
    private final Clock clock;

    SecurityGroups(SecurityGroupRepository rows, SecuredSubnets subnets, ResourceIndex index, Clock clock) {
        this.rows = rows;
        this.subnets = subnets;
        this.index = index;
        this.clock = clock;
    }

    /** Refuses a PUT that is not valid. */
    static void validate(ArmResourceId id, SecurityGroupBody body) {
        NetworkErrors.requireName(id.name());
        if (body.location() == null || body.location().isBlank()) {
            throw ArmErrors.locationRequired();
        }
        Regions.require(body.location(), SecurityGroupMapper.TYPE);
        SecurityRuleValidator.validate(given(body).orElse(List.of()));
    }

    private static Optional<List<SecurityRuleBody>> given(SecurityGroupBody body) {
        return Optional.ofNullable(body.properties()).map(SecurityGroupBody.Properties::securityRules);
    }

    @Transactional
    Outcome put(ArmResourceId id, SecurityGroupBody body) {
        SecurityGroupEntity row = rows.lockedById(id.key());
        boolean created = row == null;
        String region = Regions.normalise(body.location());
        if (created) {
            row = create(id, region);
        } else if (!row.location.equals(region)) {
            throw ArmErrors.otherLocation(id, row.location, region);
        }
        row.tags = body.tags() == null ? Map.of() : body.tags();
        if (given(body).isPresent()) {
            store(row, given(body).get());
        }
        rows.persist(row);
        return Outcome.saved(created, body(row));
    }

    private SecurityGroupEntity create(ArmResourceId id, String region) {
        SecurityGroupEntity row = new SecurityGroupEntity();
        row.key = id.key();
        row.id = id.toString();
        row.subscriptionId = AsciiCase.lower(id.subscriptionId());
        row.resourceGroup = AsciiCase.lower(id.resourceGroup());
        row.location = region;
        row.resourceGuid = UUID.randomUUID().toString();
        row.rules = SecurityGroupMapper.stored(List.of());
        row.createdAt = clock.instant();
        return row;
    }

    /** Stores rules, and takes those that are left out from the index. */
    private void store(SecurityGroupEntity row, List<SecurityRuleBody> rules) {
        SecurityGroupMapper.rules(row).stream()
                .filter(old -> rules.stream().noneMatch(rule -> isNamed(rule, old.name())))
                .forEach(old -> index.remove(ArmResourceId.parse(old.id())));
        row.rules = SecurityGroupMapper.stored(rules);
    }

    @Transactional
    Outcome retag(ArmResourceId id, Map<String, String> tags) {
        SecurityGroupEntity row = require(id);
        if (tags != null) {
            row.tags = tags;
        }
        return Outcome.ok(body(row));
    }

    @Transactional
    SecurityGroupBody get(ArmResourceId id) {
        return body(require(id));
    }

    @Transactional
    List<SecurityGroupBody> list(ArmResourceId scope) {
        return rows.in(scope).stream().map(this::body).toList();
    }

    /** Deletes a group that no subnet has. */
    @Transactional
    Outcome delete(ArmResourceId id) {
        SecurityGroupEntity row = rows.lockedById(id.key());
        if (row == null) {
            return Outcome.noContent();
        }
        List<String> users = subnets.of(row.key);
        if (!users.isEmpty()) {
            throw NetworkErrors.groupInUse(id, users);
        }
        rows.delete(row);
        return Outcome.ok(null);
    }

    @Transactional
    Outcome putRule(ArmCall call, SecurityRuleBody body) {
        SecurityGroupEntity row = rows.lockedById(call.id().parent().key());
        if (row == null) {
            throw ArmErrors.parentResourceNotFound(call.id().parent());
        }
        String name = call.id().name();
        List<SecurityRuleBody> rules = new ArrayList<>(SecurityGroupMapper.rules(row));
        boolean created = !rules.removeIf(rule -> isNamed(rule, name));
        rules.add(new SecurityRuleBody(null, name, null, body.properties()));
        SecurityRuleValidator.validate(rules);
        store(row, rules);
        return Outcome.saved(created, rule(row, call.id()));
    }

    @Transactional
    Outcome deleteRule(ArmResourceId id) {
        SecurityGroupEntity row = rows.lockedById(id.parent().key());
        if (row == null) {
            return Outcome.noContent();
        }
        List<SecurityRuleBody> rules = new ArrayList<>(SecurityGroupMapper.rules(row));
        boolean existed = rules.removeIf(rule -> isNamed(rule, id.name()));
        store(row, rules);
        return Outcome.deleted(existed);
    }

    @Transactional
    SecurityRuleBody getRule(ArmResourceId id) {
        return rule(require(id.parent()), id);
    }

    @Transactional
    List<SecurityRuleBody> listRules(ArmResourceId group) {
        return SecurityGroupMapper.rules(require(group));
    }

    /**
     * Lets a subnet have the group, which cannot be deleted until the transaction ends.
     *
     * @throws io.mltwin.armweb.AzureException 400 when there is none in this region
     */
    @Transactional
    public void requireFor(ArmResourceId group, ArmResourceId subnet, String region) {
        SecurityGroupEntity row = rows.lockedById(group.key());
        if (row == null || !row.location.equals(region)) {
            throw NetworkErrors.invalidReference(group.toString(), subnet);
        }
    }

    /** Which flows the rules of a group let pass, in the order of the flows. */
    @Transactional
    public List<FlowVerdict> verify(String groupKey, List<NetworkFlow> flows) {
        List<SecurityRule> rules = SecurityGroupMapper.effective(rows.findById(groupKey));
        return flows.stream()
                .map(flow -> SecurityRuleEvaluator.evaluate(rules, flow))
                .toList();
    }

    private static boolean isNamed(SecurityRuleBody rule, String name) {
        return AsciiCase.equal(rule.name(), name);
    }

    private static SecurityRuleBody rule(SecurityGroupEntity row, ArmResourceId id) {
        return SecurityGroupMapper.rules(row).stream()
                .filter(rule -> isNamed(rule, id.name()))
                .findFirst()
                .orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }

    private SecurityGroupEntity require(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }

    private SecurityGroupBody body(SecurityGroupEntity row) {
        return SecurityGroupMapper.body(row, subnets.of(row.key));
    }
}
