package io.mltwin.workspace.policy.rules;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.workspace.policy.rules.PolicyErrors.invalidRule;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.Set;

/**
 * The effect of a policy on a resource that its condition describes.
 *
 * <p>Deviation: append, modify, deployIfNotExists, denyAction, manual and the effects of data plane
 * modes answer 501; auditIfNotExists looks for the other resource right after a write, where Azure
 * waits ten minutes, and a rule that names no resource of a type that extends others, or says
 * resourceGroupName or evaluationDelay, answers 501.
 */
public enum Effect {
    AUDIT("audit"),
    AUDIT_IF_NOT_EXISTS("auditIfNotExists"),
    DENY("deny"),
    DISABLED("disabled");

    private static final Set<String> OF_AZURE = Set.of(
            "append",
            "modify",
            "mutate",
            "deployifnotexists",
            "denyaction",
            "manual",
            "addtonetworkgroup",
            "enforcesetting",
            "enforceopaconstraint",
            "enforceregopolicy");

    private final String azureName;

    Effect(String azureName) {
        this.azureName = azureName;
    }

    /** {@code auditIfNotExists}, as events of the activity log name it. */
    public String azureName() {
        return azureName;
    }

    /** {@code auditifnotexists}, as compliance states show it. */
    public String text() {
        return AsciiCase.lower(azureName);
    }

    /**
     * Reads an effect, whatever its case.
     *
     * @throws AzureException 501 for another effect of Azure's, 400 for what is none
     */
    static Effect of(String text, String definition) {
        for (Effect effect : values()) {
            if (AsciiCase.equal(effect.azureName, text)) {
                return effect;
            }
        }
        notBuiltIf(OF_AZURE.contains(AsciiCase.lower(text)), "The policy effect '%s'", text);
        throw invalidRule(definition, "'" + text + "' is no policy effect.");
    }
}
