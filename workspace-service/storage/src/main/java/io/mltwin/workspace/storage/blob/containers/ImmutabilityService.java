package io.mltwin.workspace.storage.blob.containers;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.workspace.storage.wire.ImmutabilityErrors.changed;
import static io.mltwin.workspace.storage.wire.ImmutabilityErrors.extendedTooOften;
import static io.mltwin.workspace.storage.wire.ImmutabilityErrors.policyInState;
import static io.mltwin.workspace.storage.wire.ImmutabilityErrors.policyNotFound;

import io.mltwin.armweb.Caller;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.containers.Immutability.Appends;
import io.mltwin.workspace.storage.blob.containers.Immutability.Hold;
import io.mltwin.workspace.storage.blob.containers.Immutability.Policy;
import io.mltwin.workspace.storage.blob.containers.Immutability.Update;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.mltwin.workspace.storage.wire.EntityTags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes a container's immutability policy and legal holds for Azure Resource Manager.
 *
 * <p>Deviation: Azure does not document all codes of its refusals: a container without a policy
 * answers 404 {@code ImmutabilityPolicyNotFound}, an operation that the state of a policy forbids
 * 409 {@code ImmutabilityPolicyLocked} or {@code ImmutabilityPolicyUnlocked}, a sixth extension 409
 * {@code ImmutabilityPolicyExtensionLimitReached}, and deleting in the data plane a container with
 * an unlocked policy 409 {@code ContainerImmutabilityPolicyUnlocked}.
 */
@ApplicationScoped
public class ImmutabilityService {

    private static final int MOST_EXTENSIONS = 5;
    private static final int MOST_HOLDS = 10;

    private final ContainerRepository containers;
    private final EntityTags etags;
    private final Clock clock;

    ImmutabilityService(ContainerRepository containers, EntityTags etags, Clock clock) {
        this.containers = containers;
        this.etags = etags;
        this.clock = clock;
    }

    @Transactional
    public Policy policy(StorageAccount account, String container, String ifMatch) {
        Policy policy = required(find(account, container).immutability());
        checkMatch(policy, ifMatch);
        return policy;
    }

    /**
     * Makes or replaces a policy that is not locked.
     *
     * @param ifMatch the policy's ETag, or null for any
     */
    @Transactional
    public Policy put(
            StorageAccount account, String container, int days, Appends appends, String ifMatch, Caller caller) {
        ContainerEntity row = forChange(account, container);
        Policy before = row.immutability().policy();
        if (before == null && ifMatch != null) {
            throw changed();
        }
        if (before != null) {
            checkMatch(before, ifMatch);
            checkState("put", before, false);
        }
        return change(row, before, "put", days, false, appends, caller);
    }

    /** Locks a policy: from then on it can only be extended. */
    @Transactional
    public Policy lock(StorageAccount account, String container, String ifMatch, Caller caller) {
        ContainerEntity row = forChange(account, container);
        Policy before = required(row.immutability());
        checkMatch(before, ifMatch);
        checkState("lock", before, false);
        return change(row, before, "lock", before.days(), true, before.appends(), caller);
    }

    /** Extends a locked policy. */
    @Transactional
    public Policy extend(StorageAccount account, String container, int days, String ifMatch, Caller caller) {
        ContainerEntity row = forChange(account, container);
        Policy before = required(row.immutability());
        checkMatch(before, ifMatch);
        checkState("extend", before, true);
        badRequestIf(
                days < before.days(),
                "InvalidValuesForRequestParameters",
                "A locked immutability policy is extended, never shortened: it has %s days.",
                before.days());
        long extensions = before.history().stream()
                .filter(one -> one.update().equals("extend"))
                .count();
        if (extensions >= MOST_EXTENSIONS) {
            throw extendedTooOften(MOST_EXTENSIONS);
        }
        return change(row, before, "extend", days, true, before.appends(), caller);
    }

    /**
     * Deletes a policy that is not locked.
     *
     * @return a new ETag
     */
    @Transactional
    public String delete(StorageAccount account, String container, String ifMatch) {
        ContainerEntity row = forChange(account, container);
        Policy before = required(row.immutability());
        checkMatch(before, ifMatch);
        checkState("delete", before, false);
        Immutability is = row.immutability();
        row.immutability = new Immutability(null, is.holds(), is.holdAllowsAppends()).write();
        return etags.next();
    }

    /** Adds legal holds; those that exist stay as they are. */
    @Transactional
    public Immutability hold(
            StorageAccount account, String container, List<String> tags, Boolean allowsAppends, Caller caller) {
        ContainerEntity row = forChange(account, container);
        Immutability is = row.immutability();
        List<Hold> holds = new ArrayList<>(is.holds());
        for (String tag : tags) {
            if (holds.stream().noneMatch(hold -> hold.tag().equals(tag))) {
                holds.add(new Hold(tag, clock.instant().toString(), caller.objectId(), caller.tenantId()));
            }
        }
        badRequestIf(
                holds.size() > MOST_HOLDS,
                "InvalidValuesForRequestParameters",
                "A container has at most %s legal hold tags.",
                MOST_HOLDS);
        boolean appends = allowsAppends == null ? is.holdAllowsAppends() : allowsAppends;
        return keep(row, new Immutability(is.policy(), holds, appends));
    }

    /** Clears legal holds; unknown ones are ignored. */
    @Transactional
    public Immutability clear(StorageAccount account, String container, List<String> tags) {
        ContainerEntity row = forChange(account, container);
        Immutability is = row.immutability();
        List<Hold> rest =
                is.holds().stream().filter(one -> !tags.contains(one.tag())).toList();
        return keep(row, new Immutability(is.policy(), rest, !rest.isEmpty() && is.holdAllowsAppends()));
    }

    private static Immutability keep(ContainerEntity row, Immutability immutability) {
        row.immutability = immutability.write();
        return immutability;
    }

    private Policy change(
            ContainerEntity row,
            Policy before,
            String update,
            int days,
            boolean locked,
            Appends appends,
            Caller caller) {
        List<Update> history = new ArrayList<>(before == null ? List.of() : before.history());
        history.add(
                new Update(update, days, appends, clock.instant().toString(), caller.objectId(), caller.tenantId()));
        Policy policy = new Policy(days, locked, appends, etags.next(), history);
        Immutability is = row.immutability();
        keep(row, new Immutability(policy, is.holds(), is.holdAllowsAppends()));
        return policy;
    }

    private static Policy required(Immutability immutability) {
        if (immutability.policy() == null) {
            throw policyNotFound();
        }
        return immutability.policy();
    }

    private static void checkState(String operation, Policy policy, boolean locked) {
        if (policy.locked() != locked) {
            throw policyInState(operation, policy.locked());
        }
    }

    /** With or without the quotes, and * for any. */
    private static void checkMatch(Policy policy, String ifMatch) {
        if (ifMatch != null
                && !ifMatch.equals("*")
                && !ifMatch.replace("\"", "").equals(policy.etag().replace("\"", ""))) {
            throw changed();
        }
    }

    private ContainerEntity forChange(StorageAccount account, String container) {
        containers.lockName(account.id(), container);
        return find(account, container);
    }

    private ContainerEntity find(StorageAccount account, String container) {
        return containers.find(account.id(), container).orElseThrow(DataErrors::containerNotFound);
    }
}
