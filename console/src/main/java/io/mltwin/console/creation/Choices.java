package io.mltwin.console.creation;

import io.mltwin.console.keys.VaultKeys.VaultKey;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.workspaces.Workspaces.Subscription;
import java.util.List;

/**
 * The choices of the form: only what the user may read.
 *
 * @param keys those of the vault that was chosen; empty before
 * @param keysProblem why they cannot be read; null when they could
 */
public record Choices(
        List<Subscription> subscriptions,
        List<Choice> groups,
        List<String> regions,
        List<Choice> storageAccounts,
        List<Choice> keyVaults,
        List<Choice> applicationInsights,
        List<Choice> containerRegistries,
        List<VaultKey> keys,
        ShownError keysProblem) {

    /**
     * One of them.
     *
     * @param id ARM id
     */
    public record Choice(String id, String name, String location) {}
}
