package io.mltwin.workspace.index;

import io.mltwin.armweb.ArmResourceId;

/**
 * A resource or group is gone, and all that extended it goes with it; observed in the transaction.
 */
public record ScopeRemoved(ArmResourceId scope) {}
