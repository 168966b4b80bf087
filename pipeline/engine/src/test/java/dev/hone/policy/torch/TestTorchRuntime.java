package dev.hone.policy.torch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.TorchBridge;
import dev.hone.error.ModelException;
import org.junit.jupiter.api.Test;

class TestTorchRuntime {

    @Test
    void anotherVersionOfTheEngineIsRefused() {
        TorchRuntime.requireDjl(TorchBridge.VERSION);
        assertThatThrownBy(() -> TorchRuntime.requireDjl("0.36.0"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("DJL's PyTorch engine on the class path is '0.35.1'");
    }
}
