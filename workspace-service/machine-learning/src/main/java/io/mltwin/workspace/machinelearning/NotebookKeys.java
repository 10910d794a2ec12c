package io.mltwin.workspace.machinelearning;

/** {@code ListNotebookKeysResult} on the wire (API 2022-10-01). */
public record NotebookKeys(String primaryAccessKey, String secondaryAccessKey) {
    @Override
    public String toString() {
        return "keys of a notebook resource";
    }
}
