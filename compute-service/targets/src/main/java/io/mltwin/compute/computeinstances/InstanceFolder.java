package io.mltwin.compute.computeinstances;

import io.mltwin.compute.computeinstances.ComputeInstance.Creator;

/** The folder of a user below {@code Users} of the workspace's file share. */
final class InstanceFolder {

    private InstanceFolder() {}

    /** Named like the user without the domain, or like the application. */
    static String of(Creator creator) {
        int at = creator.name().indexOf('@');
        String alias = at > 0 ? creator.name().substring(0, at) : creator.name();
        String safe = alias.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("\\.+$", "");
        return safe.isEmpty() ? creator.objectId() : safe;
    }
}
