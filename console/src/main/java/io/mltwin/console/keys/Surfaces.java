package io.mltwin.console.keys;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.keys.VaultKeys.VaultKey;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.workspaces.Workspace;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Finds out under which key each place lies in which a workspace keeps data. */
@Singleton
record Surfaces(ResourceManager arm, VaultKeys keys, ConcurrentParts parts) {

    /** Returns them in the order of the page; without those that are not made yet. */
    List<Surface> of(Workspace workspace) {
        List<Supplier<Surface>> surfaces = new ArrayList<>();
        if (workspace.storageAccount() != null) {
            surfaces.add(() -> ofResource(SurfaceKind.STORAGE, workspace.storageAccount()));
        }
        if (workspace.containerRegistry() != null) {
            surfaces.add(() -> ofResource(SurfaceKind.REGISTRY, workspace.containerRegistry()));
        }
        surfaces.add(() -> ofRunHistory(workspace));
        if (workspace.keyVault() != null) {
            surfaces.add(() -> Surface.ofMicrosoft(SurfaceKind.VAULT, workspace.keyVault()));
        }
        if (workspace.applicationInsights() != null) {
            surfaces.add(() -> Surface.ofMicrosoft(SurfaceKind.INSIGHTS, workspace.applicationInsights()));
        }
        return parts.readAll(surfaces);
    }

    private Surface ofResource(SurfaceKind kind, ArmResourceId resource) {
        EncryptedResource read;
        try {
            read = arm.get(ResourceManager.path(resource)).as(EncryptedResource.class);
        } catch (AzureException refused) {
            return Surface.unreadable(kind, resource, ShownError.of(refused));
        }
        return read.reference() == null
                ? Surface.ofMicrosoft(kind, resource)
                : withKey(kind, resource, read.reference(), read.version(), read.opener());
    }

    private Surface ofRunHistory(Workspace workspace) {
        ArmResourceId id = workspace.id().armId();
        Workspace.CustomerKey key = workspace.customerKey();
        KeyReference reference = key == null ? null : KeyReference.of(key.identifier());
        return reference == null
                ? Surface.ofMicrosoft(SurfaceKind.RUN_HISTORY, id)
                : withKey(
                        SurfaceKind.RUN_HISTORY, id, reference, orEmpty(reference.version()), orEmpty(key.identity()));
    }

    private Surface withKey(
            SurfaceKind kind, ArmResourceId resource, KeyReference reference, String version, String identity) {
        VaultKey key = null;
        ShownError problem = null;
        try {
            key = keys.get(reference.vault(), reference.name());
        } catch (AzureException refused) {
            problem = ShownError.of(refused);
        }
        return new Surface(kind, resource, reference, version, identity, key, problem);
    }
}
