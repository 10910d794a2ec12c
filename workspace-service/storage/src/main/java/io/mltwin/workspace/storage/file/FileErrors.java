package io.mltwin.workspace.storage.file;

import io.mltwin.armweb.AzureFault;

/** The error codes of the File service that the Blob service does not have. */
final class FileErrors {

    private FileErrors() {}

    static AzureFault shareNotFound() {
        return new AzureFault(404, "ShareNotFound", "The specified share does not exist.");
    }

    static AzureFault shareExists() {
        return new AzureFault(409, "ShareAlreadyExists", "The specified share already exists.");
    }

    static AzureFault exists() {
        return new AzureFault(
                409, "ResourceAlreadyExists", "The specified resource already exists.");
    }

    static AzureFault notFound() {
        return new AzureFault(404, "ResourceNotFound", "The specified resource does not exist.");
    }

    static AzureFault parentNotFound() {
        return new AzureFault(404, "ParentNotFound", "The specified parent path does not exist.");
    }

    static AzureFault typeMismatch() {
        return new AzureFault(
                409,
                "ResourceTypeMismatch",
                "The specified resource type does not match the type of the existing resource.");
    }

    static AzureFault directoryNotEmpty() {
        return new AzureFault(409, "DirectoryNotEmpty", "The specified directory is not empty.");
    }
}
