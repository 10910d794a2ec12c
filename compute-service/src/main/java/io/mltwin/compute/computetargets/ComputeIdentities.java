package io.mltwin.compute.computetargets;

import io.mltwin.access.ManagedIdentities;
import io.mltwin.access.PemKeys;
import io.mltwin.access.Tokens;
import io.mltwin.access.Tokens.AccessToken;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.datakeys.RootKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.Optional;

/**
 * System-assigned identities of compute targets: this service makes the key pair and identity gets
 * the public half, so nobody else can speak for a cluster. Registered inside the transaction that
 * writes the target; registering again, after a crash, keeps the identity and replaces its key.
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

    @Transactional
    public Optional<ComputeIdentity> find(String computeId) {
        return repository.findByIdOptional(computeId).map(ComputeIdentityEntity::view);
    }

    /** Makes the identity unless the target has one; named as Azure names it. */
    @Transactional
    void ensure(ArmResourceId compute, Workspace workspace) {
        if (repository.findByIdOptional(compute.key()).isPresent()) {
            return;
        }
        KeyPair pair = identities.newKeyPair();
        ManagedIdentities.Registration registered =
                identities.register(
                        compute.toString(),
                        workspace.name() + "/computes/" + compute.name(),
                        workspace.tenantId(),
                        pair);
        tokens.forget(registered.clientId());
        ComputeIdentityEntity row = new ComputeIdentityEntity();
        row.computeId = compute.key();
        row.resourceId = compute.toString();
        row.wrappedKey =
                rootKeys.wrap(
                        PemKeys.toPem(pair.getPrivate()).getBytes(StandardCharsets.UTF_8),
                        CONTEXT + compute.key());
        row.objectId = registered.objectId();
        row.clientId = registered.clientId();
        row.tenantId = registered.tenantId();
        row.created = clock.instant();
        repository.persistAndFlush(row);
    }

    /** A token of the target's own identity for a resource; empty when it has none. */
    public Optional<AccessToken> token(String computeId, String resource) {
        return QuarkusTransaction.requiringNew()
                .call(() -> repository.findByIdOptional(computeId))
                .map(row -> tokens.as(row.clientId, row.tenantId, key(row), resource));
    }

    private PrivateKey key(ComputeIdentityEntity row) {
        byte[] pem = rootKeys.unwrap(row.wrappedKey, CONTEXT + row.computeId);
        return PemKeys.privateKey(new String(pem, StandardCharsets.UTF_8));
    }

    /** Ends it; its role assignments stay, as in Azure. */
    @Transactional
    void delete(ArmResourceId compute) {
        repository
                .lock(compute.key())
                .ifPresent(
                        row -> {
                            identities.delete(row.resourceId);
                            tokens.forget(row.clientId);
                            repository.delete(row);
                        });
    }
}
