package io.mltwin.scoring.registry.images;

import io.mltwin.armweb.AzureException;
import io.mltwin.scoring.operations.OperationHandler;
import io.mltwin.scoring.operations.OperationHandler.Operation;
import io.mltwin.scoring.operations.OperationService;
import jakarta.inject.Singleton;

/** Builds an image that was asked for by itself. */
@Singleton
public record ImageBuildHandler(ImageBuildService images, OperationService operations) implements OperationHandler {

    @Override
    public String type() {
        return ImageService.OPERATION;
    }

    @Override
    public void run(Operation operation) {
        operations.step(operation.id(), "BuildingImage");
        images.build(operation, operation.target());
    }

    @Override
    public void failed(Operation operation, AzureException fault) {
        images.fail(operation.workspace().key(), operation.target(), fault);
    }
}
