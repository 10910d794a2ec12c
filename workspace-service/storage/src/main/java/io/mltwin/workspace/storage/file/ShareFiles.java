package io.mltwin.workspace.storage.file;

import static io.mltwin.workspace.storage.wire.AccessErrors.firewall;
import static io.mltwin.workspace.storage.wire.RequestErrors.bodyTooLarge;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.NewContent;
import io.mltwin.workspace.storage.content.StoredBytes;
import io.mltwin.workspace.storage.wire.ByteRange;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes whole files of a share for Azure's own services, in the same process: the same
 * rows and the same ciphertext that the File service serves. The caller's permission has been
 * checked; the account's network rules are checked here, which let trusted services pass or not
 * ("Grant access to trusted Azure services").
 */
@Singleton
public record ShareFiles(StorageAccountService accounts, EntryService entries, ContentStore contents) {
    private static final int MOST_ENTRIES = 5000;

    /** A directory or file without its content. */
    public record Item(
            String name, boolean directory, long length, String contentType, Instant created, Instant modified) {

        private static Item of(EntryState state) {
            return new Item(
                    state.name(),
                    state.directory(),
                    state.length(),
                    state.http().contentType(),
                    state.created(),
                    state.modified());
        }
    }

    private record Target(StorageAccount account, FileAddress address) implements EntryTarget {}

    /**
     * @param path as in a URL, names percent-encoded; empty for the root
     */
    private Target target(ArmResourceId accountId, String share, String path) {
        return target(accounts.require(accountId), share, path);
    }

    /** Returns the same with the key of the account, for content and metadata. */
    private Target openedTarget(ArmResourceId accountId, String share, String path) {
        return target(accounts.requireOpened(accountId), share, path);
    }

    private static Target target(StorageAccount account, String share, String path) {
        if (account.network().deny() && !account.network().bypass()) {
            throw firewall("a trusted service");
        }
        return new Target(account, FileAddress.parse("/file/" + account.name() + "/" + share + "/" + path));
    }

    /** Finds the entry at the path, or nothing; the root is a directory. */
    public Optional<Item> find(ArmResourceId account, String share, String path) {
        Target target = target(account, share, path);
        return target.address().isRoot()
                ? Optional.of(new Item("", true, 0, null, Instant.EPOCH, Instant.EPOCH))
                : entries.find(target).map(Item::of);
    }

    /** In a directory, in order of name. */
    public List<Item> list(ArmResourceId account, String share, String path) {
        return entries.list(target(account, share, path), "", "", MOST_ENTRIES).stream()
                .map(Item::of)
                .toList();
    }

    /**
     * Returns all bytes of a file.
     *
     * @throws io.mltwin.armweb.AzureException 413 when it is longer than {@code most}
     */
    public byte[] read(ArmResourceId account, String share, String path, int most) throws IOException {
        EntryService.Opened opened = entries.open(openedTarget(account, share, path));
        try (StoredBytes content = opened.content()) {
            if (opened.state().length() > most) {
                throw bodyTooLarge(most);
            }
            return content.range(0, opened.state().length()).readAllBytes();
        }
    }

    /** Makes a file or replaces the one that is there. */
    public Item write(ArmResourceId account, String share, String path, String contentType, byte[] bytes)
            throws IOException {
        Target target = openedTarget(account, share, path);
        ContentHeaders http = new ContentHeaders(contentType, null, null, null, null, null);
        if (bytes.length == 0) {
            return Item.of(entries.createFile(target, 0, http, Map.of()));
        }
        NewContent content = contents.write(target.account().dataKey(), new ByteArrayInputStream(bytes));
        boolean kept = false;
        try {
            Item item = Item.of(entries.replace(target, http, new ByteRange(0, bytes.length - 1L), content));
            kept = true;
            return item;
        } finally {
            if (!kept) {
                contents.discard(content);
            }
        }
    }

    public Item createDirectory(ArmResourceId account, String share, String path) {
        return Item.of(entries.createDirectory(openedTarget(account, share, path), Map.of()));
    }

    public void delete(ArmResourceId account, String share, String path, boolean directory) {
        entries.delete(target(account, share, path), directory);
    }
}
