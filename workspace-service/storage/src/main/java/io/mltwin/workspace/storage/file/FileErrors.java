package io.mltwin.workspace.storage.file;

import io.mltwin.armweb.AzureException;

/** The error codes of the File service that the Blob service does not have. */
final class FileErrors {

    private FileErrors() {}

    static AzureException shareNotFound() {
        return new AzureException(404, "ShareNotFound", "The specified share does not exist.");
    }

    static AzureException shareExists() {
        return new AzureException(409, "ShareAlreadyExists", "The specified share already exists.");
    }

    static AzureException exists() {
        return new AzureException(409, "ResourceAlreadyExists", "The specified resource already exists.");
    }

    static AzureException notFound() {
        return new AzureException(404, "ResourceNotFound", "The specified resource does not exist.");
    }

    static AzureException parentNotFound() {
        return new AzureException(404, "ParentNotFound", "The specified parent path does not exist.");
    }

    static AzureException typeMismatch() {
        return new AzureException(
                409,
                "ResourceTypeMismatch",
                "The specified resource type does not match the type of the existing resource.");
    }

    static AzureException directoryNotEmpty() {
        return new AzureException(409, "DirectoryNotEmpty", "The specified directory is not empty.");
    }
}
