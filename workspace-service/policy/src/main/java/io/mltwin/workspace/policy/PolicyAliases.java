package io.mltwin.workspace.policy;

import io.mltwin.workspace.policy.rules.Aliases;
import io.mltwin.workspace.registration.RegistrationProvider.TypeAliases;
import jakarta.inject.Singleton;
import java.util.Map;

/** Shows the aliases that rules may name where resource types are listed. */
@Singleton
class PolicyAliases implements TypeAliases {

    @Override
    public Map<String, String> ofType(String type) {
        return Aliases.ofType(type);
    }
}
