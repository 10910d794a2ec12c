package io.mltwin.compute.computetargets;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.access.Tokens;
import io.mltwin.access.Tokens.AccessToken;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.computetargets.ComputeIdentity.RegisteredIdentity;
import io.mltwin.compute.computetargets.ComputeIdentityEntity.ComputeIdentityRepository;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.encoding.PemKeys;
import io.mltwin.managedidentities.ManagedIdentities;
import io.mltwin.managedidentities.ManagedIdentities.Registration;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Managed identities of compute targets, their own and user-assigned ones: this service makes a key
 * pair for each and identity gets the public half, so nobody else can speak for a cluster.
 * Registered before the transaction that writes the target; registering again, after a crash, keeps
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
        return repository.of(computeId).stream()
                .map(ComputeIdentityEntity::view)
                .toList();
    }

    /**
     * Registers the identities that a target is to get and does not have; the caller must be
     * allowed to.
     */
    List<RegisteredIdentity> register(
            ArmResourceId compute, Workspace workspace, IdentityRequest wanted, Caller caller) {
        Set<String> present = of(compute.key()).stream()
                .map(one -> ArmResourceId.parse(one.resourceId()).key())
                .collect(Collectors.toSet());
        return ids(compute, wanted).stream()
                .filter(id -> !present.contains(id.key()))
                .map(id ->
                        id.key().equals(compute.key()) ? registerOwn(compute, workspace) : assign(compute, id, caller))
                .toList();
    }

    private static List<ArmResourceId> ids(ArmResourceId compute, IdentityRequest wanted) {
        return wanted.type().equals(IdentityRequest.SYSTEM_ASSIGNED) ? List.of(compute) : wanted.userAssigned();
    }

    /** Named as Azure names it. */
    private RegisteredIdentity registerOwn(ArmResourceId compute, Workspace workspace) {
        KeyPair pair = identities.newKeyPair();
        Registration registered = identities.register(
                compute.toString(), workspace.name() + "/computes/" + compute.name(), workspace.tenantId(), pair);
        return new RegisteredIdentity(compute, registered, pair.getPrivate());
    }

    private RegisteredIdentity assign(ArmResourceId compute, ArmResourceId identity, Caller caller) {
        KeyPair pair = identities.newKeyPair();
        try {
            return new RegisteredIdentity(
                    identity,
                    identities.assign(identity.toString(), compute.toString(), pair, caller),
                    pair.getPrivate());
        } catch (AzureException fault) {
            badRequestIf(
                    fault.status() == 404,
                    "FailedIdentityOperation",
                    "The user-assigned identity '%s' was not found.",
                    identity);
            throw fault;
        }
    }

    /** Notes what was registered; the identities that the target has from now on. */
    @Transactional
    List<ComputeIdentity> apply(ArmResourceId compute, IdentityRequest wanted, List<RegisteredIdentity> registered) {
        repository.lock(compute.key());
        registered.forEach(one -> note(compute, one));
        Set<String> keys = keys(compute, wanted);
        List<ComputeIdentity> own = repository.of(compute.key()).stream()
                .filter(row -> keys.contains(row.identityKey))
                .map(ComputeIdentityEntity::view)
                .toList();
        if (own.size() != keys.size()) {
            throw changedMeanwhile(compute);
        }
        return own;
    }

    /** In another replica a PUT may still end what it took off before this one. */
    private static AzureException changedMeanwhile(ArmResourceId compute) {
        return conflict("Conflict", "The compute '%s' was changed meanwhile; try again.", compute.name());
    }

    private static Set<String> keys(ArmResourceId compute, IdentityRequest wanted) {
        return ids(compute, wanted).stream().map(ArmResourceId::key).collect(Collectors.toSet());
    }

    private void note(ArmResourceId compute, RegisteredIdentity registered) {
        tokens.forget(registered.registration().clientId());
        ComputeIdentityEntity row = new ComputeIdentityEntity();
        row.computeId = compute.key();
        row.identityKey = registered.id().key();
        row.resourceId = registered.id().toString();
        row.wrappedKey = rootKeys.wrap(PemKeys.toPem(registered.key()).getBytes(StandardCharsets.UTF_8), context(row));
        row.objectId = registered.registration().objectId();
        row.clientId = registered.registration().clientId();
        row.tenantId = registered.registration().tenantId();
        row.created = clock.instant();
        repository.getEntityManager().merge(row);
    }

    /**
     * Ends what a target has and is not wanted any more, after the commit that changed the target.
     * What is left after a crash is shown as the target's, and ends when the PUT is repeated.
     */
    void endDropped(ArmResourceId compute, IdentityRequest wanted) {
        Set<String> keys = keys(compute, wanted);
        for (ComputeIdentityEntity row : rows(compute)) {
            if (!keys.contains(row.identityKey)) {
                end(compute, row);
                forget(row);
            }
        }
    }

    private void forget(ComputeIdentityEntity row) {
        QuarkusTransaction.requiringNew()
                .run(() -> repository.deleteById(new ComputeIdentityEntity.Key(row.computeId, row.identityKey)));
    }

    /** A token of one of the target's identities for a resource. */
    public AccessToken token(String computeId, ComputeIdentity identity, String resource) {
        ComputeIdentityEntity row = QuarkusTransaction.requiringNew()
                .call(() -> repository.findById(new ComputeIdentityEntity.Key(
                        computeId, ArmResourceId.parse(identity.resourceId()).key())));
        badRequestIf(row == null, "invalid_request", "Identity not found");
        return tokens.as(row.clientId, row.tenantId, key(row), resource);
    }

    private PrivateKey key(ComputeIdentityEntity row) {
        byte[] pem = rootKeys.unwrap(row.wrappedKey, context(row));
        return PemKeys.privateKey(new String(pem, StandardCharsets.UTF_8));
    }

    private static String context(ComputeIdentityEntity row) {
        return CONTEXT + row.computeId + (row.isSystemAssigned() ? "" : " " + row.identityKey);
    }

    /**
     * Ends the target's own identity, whose role assignments stay, and takes the others off. Until
     * the target is deleted its rows stay, so that none of its nodes is taken for one without an
     * identity.
     */
    void endAll(ArmResourceId compute) {
        rows(compute).forEach(row -> end(compute, row));
    }

    /** Forgets the identities of a target that is deleted. */
    @Transactional
    void delete(ArmResourceId compute) {
        repository.lock(compute.key()).forEach(repository::delete);
    }

    private List<ComputeIdentityEntity> rows(ArmResourceId compute) {
        return QuarkusTransaction.requiringNew().call(() -> repository.of(compute.key()));
    }

    private void end(ArmResourceId compute, ComputeIdentityEntity row) {
        if (row.isSystemAssigned()) {
            identities.delete(row.resourceId);
        } else {
            identities.unassign(row.resourceId, compute.toString());
        }
        tokens.forget(row.clientId);
    }
}
