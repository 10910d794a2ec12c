package io.mltwin.workspace.storage.file;

import static io.mltwin.workspace.storage.wire.DataErrors.accountNotFound;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidResourceName;

import io.mltwin.armweb.TextCase;
import io.mltwin.workspace.storage.signature.PercentDecoding;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The target of a path of the File service: the account, a share, or a directory or file in one. Names
 * are compared without case, and keep the one they were made with.
 *
 * @param share null for the account
 * @param path of the directories and the entry in order; empty for the share or its root
 */
record FileAddress(String account, String share, List<String> path) {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PATH = 2048;
    private static final int DEEPEST = 250;
    private static final Pattern FORBIDDEN = Pattern.compile("[\"\\\\:|<>*?\\p{Cntrl}]");

    /**
     * Reads the internal path {@code /file/account[/share[/path]]} as the client sent it. Below the
     * share an encoded slash parts names like any other: Azure's client for Python sends the path
     * of a subdirectory so.
     */
    static FileAddress parse(String internalPath) {
        List<String> sent = Arrays.stream(
                        internalPath.substring("/file/".length()).split("/"))
                .map(PercentDecoding::decode)
                .filter(part -> !part.isEmpty())
                .toList();
        if (sent.stream().limit(2).anyMatch(part -> part.contains("/") || part.contains("\0"))) {
            throw invalidResourceName("the name of a share has no slash or NUL.");
        }
        List<String> parts = sent.stream()
                .flatMap(part -> Arrays.stream(part.split("/")))
                .filter(part -> !part.isEmpty())
                .toList();
        if (parts.isEmpty()) {
            throw accountNotFound("");
        }
        List<String> path = parts.size() < 2 ? List.of() : parts.subList(2, parts.size());
        if (path.size() > DEEPEST || String.join("/", path).length() > LONGEST_PATH) {
            throw invalidResourceName("a path is at most 2048 characters long.");
        }
        for (String name : path) {
            if (name.length() > LONGEST_NAME
                    || name.equals(".")
                    || name.equals("..")
                    || name.endsWith(".")
                    || FORBIDDEN.matcher(name).find()) {
                throw invalidResourceName("a name has up to 255 characters, none of \" \\ / : | < > * ?.");
            }
        }
        return new FileAddress(parts.get(0), parts.size() < 2 ? null : parts.get(1), path);
    }

    boolean isRoot() {
        return path.isEmpty();
    }

    String name() {
        return path.get(path.size() - 1);
    }

    static String key(String name) {
        return TextCase.lower(name);
    }

    /** Of the directory that the entry lies in; empty for the root. */
    String parentKey() {
        return key(String.join("/", path.subList(0, path.size() - 1)));
    }

    /** Of the entry as the parent of others. */
    String ownKey() {
        return key(String.join("/", path));
    }

    /** Returns the directory that it lies in. */
    FileAddress parent() {
        return new FileAddress(account, share, path.subList(0, path.size() - 1));
    }

    String signedResource(boolean wholeShare) {
        String text = "/file/" + account + "/" + share;
        return wholeShare || path.isEmpty() ? text : text + "/" + String.join("/", path);
    }
}
