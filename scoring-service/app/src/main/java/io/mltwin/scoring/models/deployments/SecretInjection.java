package io.mltwin.scoring.models.deployments;

import static io.mltwin.armweb.AzureException.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.managedidentities.IdentityVault;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.scoring.models.deployments.SecretReference.OfConnection;
import io.mltwin.scoring.models.deployments.SecretReference.OfVault;
import io.mltwin.scoring.models.endpoints.OnlineEndpointService;
import io.mltwin.scoring.models.services.ServedDeployment;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts secrets into the environment variables that refer to them, as the endpoint's identity reads
 * them when its containers are started ("Secret injection in online endpoints"). Nothing of them is
 * stored.
 */
@Singleton
public record SecretInjection(
        OnlineEndpointService endpoints,
        HostedIdentities identities,
        IdentityVault vaults,
        ServiceHttp http,
        Tokens tokens,
        Addresses addresses) {

    private static final String CODE = "SecretsInjectionError";
    private static final String CONNECTION_ROLE = "Azure Machine Learning Workspace Connection Secrets Reader";

    /**
     * Returns the deployment with the values that its variables refer to.
     *
     * @throws AzureException 400 {@code SecretsInjectionError}, naming the variable and what the
     *     endpoint's identity lacks
     */
    public ServedDeployment inject(ServedDeployment deployment) {
        Map<String, SecretReference> references = new TreeMap<>();
        deployment
                .variables()
                .forEach((name, value) ->
                        SecretReference.find(name, value).ifPresent(reference -> references.put(name, reference)));
        if (references.isEmpty()) {
            return deployment;
        }
        ArmResourceId endpoint = ArmResourceId.parse(deployment.key()).parent();
        HostedIdentity identity = endpoints
                .identity(endpoint)
                .orElseThrow(() -> badRequest(
                        CODE,
                        "The endpoint '%s' has no identity, which is to read the secrets of %s: give it a system-assigned"
                                + " or a user-assigned one.",
                        endpoint.name(),
                        references.keySet()));
        Reader reader = new Reader(this, deployment.workspaceId(), endpoint, identity, new HashMap<>());
        Map<String, String> variables = new TreeMap<>(deployment.variables());
        references.forEach((name, reference) -> variables.put(name, reader.read(name, reference)));
        return deployment.withVariables(variables);
    }

    /**
     * Reads what one endpoint's identity may read.
     *
     * @param connections that were asked for, by their names in lower case
     */
    private record Reader(
            SecretInjection of,
            String workspace,
            ArmResourceId endpoint,
            HostedIdentity identity,
            Map<String, JsonNode> connections) {

        String read(String variable, SecretReference reference) {
            return reference instanceof OfConnection connection
                    ? read(variable, connection)
                    : read(variable, (OfVault) reference);
        }

        private String read(String variable, OfConnection reference) {
            JsonNode properties = connections.computeIfAbsent(
                    AsciiCase.lower(reference.connection()), name -> connection(variable, reference.connection()));
            JsonNode value = reference.part() == null
                    ? properties.path("target")
                    : member(properties.path(reference.part()), reference.key());
            if (!value.isValueNode() || value.isNull()) {
                throw badRequest(
                        CODE,
                        "The connection '%s' has no %s that the variable '%s' refers to.",
                        reference.connection(),
                        reference.part() == null ? "target" : reference.part() + " '" + reference.key() + "'",
                        variable);
            }
            return value.asText();
        }

        /** The custom keys of a connection are named like its other credentials. */
        private static JsonNode member(JsonNode part, String key) {
            return part.has(key) ? part.path(key) : part.path("keys").path(key);
        }

        private JsonNode connection(String variable, String name) {
            ServiceAnswer answer = of.http
                    .request(
                            ServiceName.WORKSPACE,
                            "POST",
                            workspace + "/connections/" + UriEncoding.encodePathSegment(name)
                                    + "/listsecrets?api-version=2024-04-01")
                    .bearer(of.identities
                            .token(endpoint.toString(), identity, of.addresses.management())
                            .value())
                    .send();
            if (answer.status() == 403) {
                throw badRequest(
                        CODE,
                        "The identity %s of the endpoint '%s' may not read the connection '%s', which the variable '%s' refers"
                                + " to: give it the role '%s' on the workspace.",
                        identity.objectId(),
                        endpoint.name(),
                        name,
                        variable,
                        CONNECTION_ROLE);
            }
            if (answer.status() == 404) {
                throw badRequest(
                        CODE,
                        "There is no connection '%s' in the workspace, which the variable '%s' refers to.",
                        name,
                        variable);
            }
            return answer.orFault().json().path("properties");
        }

        private String read(String variable, OfVault reference) {
            String host = AsciiCase.lower(URI.create(reference.vault()).getAuthority());
            if (!host.equals(of.addresses.vaultHost(host.replaceFirst("\\..*", "")))) {
                throw badRequest(
                        CODE,
                        "'%s', which the variable '%s' refers to, is no key vault: their hosts are VAULT.%s.",
                        reference.vault(),
                        variable,
                        URI.create(of.addresses.vaultAudience()).getAuthority());
            }
            return of.vaults.get(
                    new IdentityVault.Credential(
                            reference.vault(),
                            of.identities.vaultToken(endpoint.toString(), identity),
                            () -> of.tokens.forget(identity.clientId()),
                            refusal -> badRequest(
                                    CODE,
                                    "The identity %s of the endpoint '%s' cannot read the secret '%s' of %s, which the variable"
                                            + " '%s' refers to (%s %s): give it the role 'Key Vault Secrets User' or an access"
                                            + " policy with the permission get, or name a secret that is there.",
                                    identity.objectId(),
                                    endpoint.name(),
                                    reference.secret(),
                                    reference.vault(),
                                    variable,
                                    refusal.status(),
                                    refusal.code())),
                    reference.secret());
        }
    }
}
