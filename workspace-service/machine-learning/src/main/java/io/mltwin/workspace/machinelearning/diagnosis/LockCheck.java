package io.mltwin.workspace.machinelearning.diagnosis;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.locks.Locks;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.diagnosis.DiagnosisBody.Finding;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds management locks that keep Azure ML from doing its work. */
@Singleton
record LockCheck(Locks locks) {
    List<Finding> look(Workspace workspace) {
        Set<Locks.Found> found = new LinkedHashSet<>();
        Stream.of(
                        workspace.id(),
                        workspace.storageAccount().id(),
                        workspace.keyVault().id(),
                        workspace.containerRegistry().id(),
                        workspace.applicationInsights().id())
                .forEach(id -> found.addAll(locks.holdingAt(id)));
        return found.stream().map(LockCheck::finding).toList();
    }

    private static Finding finding(Locks.Found lock) {
        String where = "The lock '" + lock.name() + "' (" + lock.level() + ") on '" + lock.scopeId();
        return AsciiCase.equal(lock.level(), "ReadOnly")
                ? Finding.error(
                        "ResourceLocked",
                        where
                                + "' forbids every change and every listing of keys: Azure Machine Learning cannot work there.")
                : Finding.warning(
                        "ResourceLocked",
                        where
                                + "' forbids deleting: compute clusters cannot scale down, and what Azure Machine Learning made stays.");
    }
}
