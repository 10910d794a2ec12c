/**
 * Long-running operations of model management: their rows and the threads that do them. Each
 * subject brings an {@link io.mltwin.scoring.operations.OperationHandler}. Start reading at {@link
 * io.mltwin.scoring.operations.OperationService}.
 */
package io.mltwin.scoring.operations;
