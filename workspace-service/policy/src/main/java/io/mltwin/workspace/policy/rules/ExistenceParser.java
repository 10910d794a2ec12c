package io.mltwin.workspace.policy.rules;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.armweb.AzureException.notBuiltIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.expressions.Expression;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.policy.rules.ExistenceRule.Scope;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses {@code then.details} of {@code auditIfNotExists}. */
record ExistenceParser(RuleParser parser) {
    private static final Set<String> PARTS = Set.of("type", "name", "existenceScope", "existenceCondition");

    /** Azure's further parts; the last two are of {@code deployIfNotExists}. */
    private static final Set<String> NOT_BUILT =
            Set.of("resourceGroupName", "evaluationDelay", "roleDefinitionIds", "deployment");

    /** Secrets and keys, which Azure Resource Manager keeps no index of. */
    private static final Pattern IN_A_VAULT = AsciiCase.pattern("Microsoft\\.KeyVault/vaults/.+");

    /**
     * Parses the details.
     *
     * @throws AzureException 400 {@code InvalidPolicyRule}, 501 for what is not built
     */
    ExistenceRule parse(JsonNode details) {
        if (!details.isObject()) {
            throw parser.invalid("'then.details' is an object.");
        }
        for (String part : NOT_BUILT) {
            notBuiltIf(details.has(part), "'then.details.%s' of a policy", part);
        }
        parser.requireOnly(details, PARTS);
        String type = details.path("type").asText();
        if (!details.path("type").isTextual() || type.indexOf('/') < 1) {
            throw parser.invalid("'then.details.type' is a resource type.");
        }
        Expression name = details.has("name") ? parser.parse(details.path("name")) : null;
        notBuiltIf(name == null && isExtension(type), "auditIfNotExists of %s without a name", type);
        if (IN_A_VAULT.matcher(type).matches()) {
            throw notBuilt("auditIfNotExists of " + type);
        }
        return new ExistenceRule(
                type,
                isExtension(type),
                name,
                scope(details, type),
                details.has("existenceCondition") ? parser.condition(details.path("existenceCondition"), 0) : null);
    }

    private Scope scope(JsonNode details, String type) {
        String given = details.path("existenceScope").asText("");
        if (AsciiCase.equal(given, "subscription")) {
            return Scope.SUBSCRIPTION;
        }
        if (AsciiCase.equal(given, "resourceGroup")) {
            return Scope.RESOURCE_GROUP;
        }
        if (details.has("existenceScope")) {
            throw parser.invalid("'then.details.existenceScope' is Subscription or ResourceGroup.");
        }
        return isExtension(type) ? Scope.RESOURCE : Scope.RESOURCE_GROUP;
    }

    private static boolean isExtension(String type) {
        return ResourceIndex.isExtension(type.substring(0, type.indexOf('/')))
                || AsciiCase.equal(type, "Microsoft.Insights/diagnosticSettings");
    }
}
