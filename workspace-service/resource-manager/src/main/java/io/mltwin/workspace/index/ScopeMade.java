package io.mltwin.workspace.index;

import io.mltwin.armweb.ArmResourceId;

/**
 * A resource exists that did not. Fired within the transaction that notes it.
 *
 * @param recovered it is one that was deleted softly
 */
public record ScopeMade(ArmResourceId scope, boolean recovered) {}
