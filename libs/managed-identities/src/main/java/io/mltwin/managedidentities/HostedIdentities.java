package io.mltwin.managedidentities;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.encoding.PemKeys;
import io.mltwin.managedidentities.ManagedIdentities.Registration;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Managed identities of resources that this service hosts: the private halves of their keys are
 * wrapped under its root keys, so it alone speaks for them.
 */
@Singleton
public class HostedIdentities {

    private final ManagedIdentities identities;
    private final Tokens tokens;
    private final RootKeys rootKeys;
    private final Addresses addresses;

    HostedIdentities(ManagedIdentities identities, Tokens tokens, RootKeys rootKeys, Addresses addresses) {
        this.identities = identities;
        this.tokens = tokens;
        this.rootKeys = rootKeys;
        this.addresses = addresses;
    }

    /**
     * Gives the resource the identities that are wanted. Registering again, after a crash, keeps
     * the principal and replaces its key.
     *
     * @param replaces a PUT says all of them; a PATCH takes off only those it names
     * @param caller must be allowed to assign what is new
     * @return what the resource's row keeps
     */
    public List<HostedIdentity> apply(
            ArmResourceId resource,
            String tenantId,
            List<HostedIdentity> present,
            IdentityRequest wanted,
            boolean replaces,
            Caller caller) {
        List<HostedIdentity> result = new ArrayList<>();
        List<HostedIdentity> leaving = new ArrayList<>();
        for (HostedIdentity one : present) {
            (stays(one, resource, wanted, replaces) ? result : leaving).add(one);
        }
        List<HostedIdentity> added = new ArrayList<>();
        try {
            if (wanted.systemAssigned() && find(result, resource.toString()).isEmpty()) {
                added.add(register(resource, tenantId));
            }
            for (ArmResourceId identity : wanted.given()) {
                if (find(result, identity.toString()).isEmpty()
                        && find(added, identity.toString()).isEmpty()) {
                    added.add(assign(resource, identity, caller));
                }
            }
        } catch (AzureException refused) {
            // a request that is refused leaves no identity on the resource
            end(resource, added);
            throw refused;
        }
        end(resource, leaving);
        result.addAll(added);
        return List.copyOf(result);
    }

    private HostedIdentity register(ArmResourceId resource, String tenantId) {
        KeyPair pair = identities.newKeyPair();
        return hosted(
                resource, resource, pair, identities.register(resource.toString(), title(resource), tenantId, pair));
    }

    /** Names the principal as Azure does: by the resource's name, a child's by {@code parent/type/name}. */
    private static String title(ArmResourceId resource) {
        int levels = resource.types().size();
        return levels < 2
                ? resource.name()
                : String.join("/", resource.parent().name(), resource.types().get(levels - 1), resource.name());
    }

    private static boolean stays(HostedIdentity one, ArmResourceId resource, IdentityRequest wanted, boolean replaces) {
        if (one.isOf(resource.toString())) {
            return wanted.systemAssigned();
        }
        boolean given = wanted.given().stream().anyMatch(id -> one.isOf(id.toString()));
        boolean taken = wanted.taken().stream().anyMatch(id -> one.isOf(id.toString()));
        return wanted.userAssigned() && !taken && (given || !replaces);
    }

    private HostedIdentity assign(ArmResourceId resource, ArmResourceId identity, Caller caller) {
        KeyPair pair = identities.newKeyPair();
        try {
            return hosted(
                    resource,
                    identity,
                    pair,
                    identities.assign(identity.toString(), resource.toString(), pair, caller));
        } catch (AzureException fault) {
            badRequestIf(
                    fault.status() == 404,
                    "FailedIdentityOperation",
                    "The user-assigned identity '%s' was not found.",
                    identity);
            throw fault;
        }
    }

    private HostedIdentity hosted(
            ArmResourceId resource, ArmResourceId identity, KeyPair pair, Registration registered) {
        tokens.forget(registered.clientId());
        byte[] pem = PemKeys.toPem(pair.getPrivate()).getBytes(StandardCharsets.UTF_8);
        return new HostedIdentity(
                identity.toString(),
                registered.objectId(),
                registered.clientId(),
                registered.tenantId(),
                rootKeys.wrap(pem, context(resource.toString(), identity.toString())));
    }

    /** One of a resource's identities. */
    public static Optional<HostedIdentity> find(List<HostedIdentity> identities, String armId) {
        return identities.stream().filter(one -> one.isOf(armId)).findFirst();
    }

    /** Tokens for vaults, of one of the resource's identities. */
    public Supplier<String> vaultToken(String resourceId, HostedIdentity identity) {
        return () -> token(resourceId, identity, addresses.vaultAudience()).value();
    }

    /** Returns a token of one of the resource's identities for an audience. */
    public Tokens.AccessToken token(String resourceId, HostedIdentity identity, String audience) {
        byte[] pem = rootKeys.unwrap(identity.wrappedKey(), context(resourceId, identity.resourceId()));
        return tokens.as(
                identity.clientId(),
                identity.tenantId(),
                PemKeys.privateKey(new String(pem, StandardCharsets.UTF_8)),
                audience);
    }

    /** With the resource its own identity ends, and user-assigned ones come off. */
    public void end(ArmResourceId resource, List<HostedIdentity> present) {
        present.forEach(one -> end(resource, one));
    }

    private void end(ArmResourceId resource, HostedIdentity one) {
        if (one.isOf(resource.toString())) {
            identities.delete(one.resourceId());
        } else {
            identities.unassign(one.resourceId(), resource.toString());
        }
        tokens.forget(one.clientId());
    }

    private static String context(String resourceId, String identityId) {
        return "resource-identity:"
                + ArmResourceId.parse(resourceId).key()
                + " "
                + ArmResourceId.parse(identityId).key();
    }
}
