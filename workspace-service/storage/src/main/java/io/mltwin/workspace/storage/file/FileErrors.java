package io.mltwin.workspace.storage.file;

import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.AzureException;

/** The error codes of the File service that the Blob service does not have. */
final class FileErrors {

    private FileErrors() {}

    static AzureException shareNotFound() {
        return AzureException.notFound("ShareNotFound", "The specified share does not exist.");
    }

    static AzureException shareExists() {
        return conflict("ShareAlreadyExists", "The specified share already exists.");
    }

    static AzureException exists() {
        return conflict("ResourceAlreadyExists", "The specified resource already exists.");
    }

    static AzureException notFound() {
        return AzureException.notFound("ResourceNotFound", "The specified resource does not exist.");
    }

    static AzureException parentNotFound() {
        return AzureException.notFound("ParentNotFound", "The specified parent path does not exist.");
    }

    static AzureException typeMismatch() {
        return conflict(
                "ResourceTypeMismatch",
                "The specified resource type does not match the type of the existing resource.");
    }

    static AzureException directoryNotEmpty() {
        return conflict("DirectoryNotEmpty", "The specified directory is not empty.");
    }
}
