package io.mltwin.workspace.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of Azure Policy. */
@ConfigMapping(prefix = "mltwin.policy")
public interface PolicyConfig {

    /**
     * True takes the built-in private link policy as it was from March 2021 on, which could be
     * assigned with effect Deny; in November 2020 it could only audit.
     */
    @WithDefault("false")
    boolean privateLinkDeny();
}
