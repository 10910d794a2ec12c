package io.mltwin.console.policy;

import static io.mltwin.encoding.Absence.isBlank;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A policy assignment as Azure Resource Manager shows it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PolicyAssignment(String id, String name, Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Properties(
            String displayName, String policyDefinitionId, String scope, String description, String enforcementMode) {}

    /** Returns what a person calls it. */
    public String title() {
        String displayName = properties.displayName();
        return isBlank(displayName) ? name : displayName;
    }

    /** Returns whether writes that break it are refused. */
    public boolean isEnforced() {
        return !"DoNotEnforce".equals(properties.enforcementMode());
    }
}
