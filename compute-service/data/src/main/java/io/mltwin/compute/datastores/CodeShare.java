package io.mltwin.compute.datastores;

/**
 * The file share that notebooks and scripts of a workspace lie on, opened.
 *
 * @param host virtual host of the storage account's File service
 * @param signature a shared access signature for the account's files
 */
public record CodeShare(String host, String name, String signature) {
    @Override
    public String toString() {
        return host + " " + name;
    }
}
