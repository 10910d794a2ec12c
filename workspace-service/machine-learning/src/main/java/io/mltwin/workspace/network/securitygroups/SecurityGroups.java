package io.mltwin.workspace.network.securitygroups;

import static io.mltwin.armweb.ArmErrors.parentResourceNotFound;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.workspace.network.requests.NetworkErrors.groupInUse;
import static io.mltwin.workspace.network.requests.NetworkErrors.invalidReference;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.network.requests.NetworkErrors;
import io.mltwin.workspace.network.securitygroups.SecurityRuleEvaluator.FlowVerdict;
import io.mltwin.workspace.network.securitygroups.SecurityRuleEvaluator.NetworkFlow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes, changes and deletes network security groups and their rules. */
@ApplicationScoped
public class SecurityGroups {

    /** The subnets that have a security group, for those who show or delete the group. */
    public interface SecuredSubnets {

        /** Ids of the subnets, in their order. */
        List<String> securedBy(String groupKey);
    }

    private final SecurityGroupRepository rows;
    private final SecuredSubnets subnets;
    private final ResourceIndex index;

    SecurityGroups(SecurityGroupRepository rows, SecuredSubnets subnets, ResourceIndex index) {
        this.rows = rows;
        this.subnets = subnets;
        this.index = index;
    }

    /** Refuses a PUT that is not valid. */
    static void validate(ArmResourceId id, SecurityGroupBody body) {
        NetworkErrors.requireName(id.name());
        SecurityRuleValidator.validate(given(body).orElse(List.of()));
    }

    private static Optional<List<SecurityRuleBody>> given(SecurityGroupBody body) {
        return Optional.ofNullable(body.properties()).map(SecurityGroupBody.Properties::securityRules);
    }

    /** Gives a group the rules that a PUT names; it keeps its own when the PUT names none. */
    void change(SecurityGroupEntity row, SecurityGroupBody body) {
        if (row.isNew()) {
            row.resourceGuid = UUID.randomUUID().toString();
            row.rules = SecurityGroupMapper.stored(List.of());
        }
        given(body).ifPresent(rules -> store(row, rules));
    }

    /** Stores rules, and takes those that are left out from the index. */
    private void store(SecurityGroupEntity row, List<SecurityRuleBody> rules) {
        SecurityGroupMapper.rules(row).stream()
                .filter(old -> rules.stream().noneMatch(rule -> isNamed(rule, old.name())))
                .forEach(old -> index.remove(ArmResourceId.parse(old.id())));
        row.rules = SecurityGroupMapper.stored(rules);
    }

    /** Refuses to delete a group that a subnet has. */
    void requireUnused(SecurityGroupEntity row) {
        List<String> users = subnets.securedBy(row.key);
        if (!users.isEmpty()) {
            throw groupInUse(row.armId(), users);
        }
    }

    @Transactional
    Outcome putRule(ArmCall call, SecurityRuleBody body) {
        SecurityGroupEntity row = rows.lockedById(call.id().parent().key());
        if (row == null) {
            throw parentResourceNotFound(call.id().parent());
        }
        List<SecurityRuleBody> rules = new ArrayList<>(SecurityGroupMapper.rules(row));
        Optional<SecurityRuleBody> earlier =
                rules.stream().filter(rule -> isNamed(rule, call.id().name())).findFirst();
        earlier.ifPresent(rules::remove);
        // it keeps the name that it was given first
        String name = earlier.map(SecurityRuleBody::name).orElse(call.id().name());
        rules.add(new SecurityRuleBody(null, name, null, body.properties()));
        SecurityRuleValidator.validate(rules);
        store(row, rules);
        return Outcome.saved(earlier.isEmpty(), rule(row, call.id()));
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
        return rule(rows.require(id.parent()), id);
    }

    @Transactional
    List<SecurityRuleBody> listRules(ArmResourceId group) {
        return SecurityGroupMapper.rules(rows.require(group));
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
            throw invalidReference(group.toString(), subnet);
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
                .orElseThrow(() -> resourceNotFound(id));
    }

    SecurityGroupBody body(SecurityGroupEntity row) {
        return SecurityGroupMapper.body(row, subnets.securedBy(row.key));
    }

    /** Network security groups. */
    @Singleton
    static class SecurityGroupRepository implements TrackedRows<SecurityGroupEntity> {}
}
