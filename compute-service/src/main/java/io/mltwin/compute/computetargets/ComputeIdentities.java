package io.mltwin.compute.computetargets;

import io.mltwin.access.ManagedIdentities;
import io.mltwin.access.ManagedIdentities.Registration;
import io.mltwin.access.PemKeys;
import io.mltwin.access.Tokens;
import io.mltwin.access.Tokens.AccessToken;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.datakeys.RootKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.List;

/**
 * Managed identities of compute targets, their own and user-assigned ones: this service makes a key
 * pair for each and identity gets the public half, so nobody else can speak for a cluster.
 * Registered inside the transaction that writes the target; registering again, after a crash, keeps
 * the identity and replaces its key.
 */
@Singleton
public class ComputeIdentities {

    private static final String CONTEXT = "compute-identity:";

    private final ComputeIdentityRepository repository;
    private final ManagedIdentities identities;
    private final Tokens tokens;
    private final RootKeys rootKeys;
    private final Clock clock;

    ComputeIdentities(
            ComputeIdentityRepository repository,
            ManagedIdentities identities,
            Tokens tokens,
            RootKeys rootKeys,
            Clock clock) {
        this.repository = repository;
        this.identities = identities;
        this.tokens = tokens;
        this.rootKeys = rootKeys;
        this.clock = clock;
    }

    /** The identities of a target; none for one that acts as its workspace. */
    @Transactional
    public List<ComputeIdentity> of(String computeId) {
        return repository.of(computeId).stream().map(ComputeIdentityEntity::view).toList();
    }

    /** Gives the target just the identities that are wanted; the caller must be allowed to. */
    @Transactional
    void apply(ArmResourceId compute, Workspace workspace, WantedIdentity wanted, Caller caller) {
        List<ComputeIdentityEntity> present = repository.lock(compute.key());
        List<String> keys =
                wanted.type().equals(WantedIdentity.SYSTEM_ASSIGNED)
                        ? List.of(compute.key())
                        : wanted.userAssigned().stream().map(ArmResourceId::key).toList();
        present.stream()
                .filter(row -> !keys.contains(row.identityKey))
                .forEach(row -> end(compute, row));
        List<String> there = present.stream().map(row -> row.identityKey).toList();
        if (wanted.type().equals(WantedIdentity.SYSTEM_ASSIGNED)
                && !there.contains(compute.key())) {
            register(compute, workspace);
        }
        wanted.userAssigned().stream()
                .filter(identity -> !there.contains(identity.key()))
                .forEach(identity -> assign(compute, identity, caller));
    }

    /** Named as Azure names it. */
    private void register(ArmResourceId compute, Workspace workspace) {
        KeyPair pair = identities.newKeyPair();
        Registration registered =
                identities.register(
                        compute.toString(),
                        workspace.name() + "/computes/" + compute.name(),
                        workspace.tenantId(),
                        pair);
        add(compute, compute, registered, pair);
    }

    private void assign(ArmResourceId compute, ArmResourceId identity, Caller caller) {
        KeyPair pair = identities.newKeyPair();
        try {
            Registration registered =
                    identities.assign(identity.toString(), compute.toString(), pair, caller);
            add(compute, identity, registered, pair);
        } catch (AzureFault fault) {
            if (fault.status() == 404) {
                throw new AzureFault(
                        400,
                        "FailedIdentityOperation",
                        "The user-assigned identity '" + identity + "' was not found.");
            }
            throw fault;
        }
    }

    private void add(
            ArmResourceId compute, ArmResourceId identity, Registration registered, KeyPair pair) {
        tokens.forget(registered.clientId());
        ComputeIdentityEntity row = new ComputeIdentityEntity();
        row.computeId = compute.key();
        row.identityKey = identity.key();
        row.resourceId = identity.toString();
        row.wrappedKey =
                rootKeys.wrap(
                        PemKeys.toPem(pair.getPrivate()).getBytes(StandardCharsets.UTF_8),
                        context(row));
        row.objectId = registered.objectId();
        row.clientId = registered.clientId();
        row.tenantId = registered.tenantId();
        row.created = clock.instant();
        repository.persistAndFlush(row);
    }

    /** A token of one of the target's identities for a resource. */
    public AccessToken token(String computeId, ComputeIdentity identity, String resource) {
        ComputeIdentityEntity row =
                QuarkusTransaction.requiringNew()
                        .call(
                                () ->
                                        repository.findById(
                                                new ComputeIdentityEntity.Key(
                                                        computeId,
                                                        ArmResourceId.parse(identity.resourceId())
                                                                .key())));
        if (row == null) {
            throw new AzureFault(400, "invalid_request", "Identity not found");
        }
        return tokens.as(row.clientId, row.tenantId, key(row), resource);
    }

    private PrivateKey key(ComputeIdentityEntity row) {
        byte[] pem = rootKeys.unwrap(row.wrappedKey, context(row));
        return PemKeys.privateKey(new String(pem, StandardCharsets.UTF_8));
    }

    private static String context(ComputeIdentityEntity row) {
        return CONTEXT + row.computeId + (row.isSystemAssigned() ? "" : " " + row.identityKey);
    }

    /** Ends the target's own identity, whose role assignments stay, and takes the others off. */
    @Transactional
    void delete(ArmResourceId compute) {
        repository.lock(compute.key()).forEach(row -> end(compute, row));
    }

    private void end(ArmResourceId compute, ComputeIdentityEntity row) {
        if (row.isSystemAssigned()) {
            identities.delete(row.resourceId);
        } else {
            identities.unassign(row.resourceId, compute.toString());
        }
        tokens.forget(row.clientId);
        repository.delete(row);
    }
}
