package io.mltwin.scoring.registry.images;

import io.mltwin.armweb.AzureException;
import io.mltwin.scoring.operations.Operation;
import io.mltwin.scoring.operations.OperationHandler;
import io.mltwin.scoring.operations.OperationService;
import jakarta.enterprise.context.ApplicationScoped;

/** Builds an image that was asked for by itself. */
@ApplicationScoped
public class ImageBuildHandler implements OperationHandler {

    private final ImageBuildService images;
    private final OperationService operations;

    public ImageBuildHandler(ImageBuildService images, OperationService operations) {
        this.images = images;
        this.operations = operations;
    }

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
