package io.mltwin.workspace.machinelearning;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.UUID;

/**
 * Ids of the resources that a workspace makes for itself: its name and ten random digits, as the
 * portal does, within the naming rules of each type.
 */
@Singleton
class DependentNames {

    private static final long SUFFIXES = 10_000_000_000L;
    private static final int LONGEST_STEM = 13;
    private static final int LONGEST_GROUP = 90 - 36;

    private final SecureRandom random;

    DependentNames(SecureRandom random) {
        this.random = random;
    }

    /** 3 to 24 lower-case letters and digits. */
    ArmResourceId storageAccount(ArmResourceId workspace) {
        return in(workspace, "Microsoft.Storage", "storageAccounts", stem(workspace) + suffix());
    }

    /** 3 to 24 letters, digits and hyphens, starting with a letter. */
    ArmResourceId keyVault(ArmResourceId workspace) {
        String stem = stem(workspace);
        String letterFirst = stem.isEmpty() || !Character.isLetter(stem.charAt(0)) ? "k" + stem : stem;
        return in(workspace, "Microsoft.KeyVault", "vaults", letterFirst + suffix());
    }

    ArmResourceId applicationInsights(ArmResourceId workspace) {
        return in(workspace, "Microsoft.Insights", "components", AsciiCase.lower(workspace.name()) + suffix());
    }

    /** 5 to 50 letters and digits. */
    ArmResourceId containerRegistry(ArmResourceId workspace) {
        return in(workspace, "Microsoft.ContainerRegistry", "registries", stem(workspace) + suffix());
    }

    /** The group that Azure ML manages: the workspace's group and a GUID, at most 90 characters. */
    ArmResourceId managedGroup(ArmResourceId workspace) {
        String group = workspace.resourceGroup();
        String stem = group.substring(0, Math.min(LONGEST_GROUP, group.length()));
        return ArmResourceId.subscription(workspace.subscriptionId()).resourceGroup(stem + UUID.randomUUID());
    }

    private static ArmResourceId in(ArmResourceId workspace, String namespace, String type, String name) {
        return workspace.providerScope().provider(namespace, type, name);
    }

    private static String stem(ArmResourceId workspace) {
        String stem = AsciiCase.lower(workspace.name()).replaceAll("[^a-z0-9]", "");
        return stem.substring(0, Math.min(LONGEST_STEM, stem.length()));
    }

    private String suffix() {
        return String.format(Locale.ROOT, "%010d", random.nextLong(SUFFIXES));
    }
}
