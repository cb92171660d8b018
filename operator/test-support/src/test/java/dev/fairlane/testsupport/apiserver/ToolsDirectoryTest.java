package dev.fairlane.testsupport.apiserver;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsDirectoryTest {

  @Test
  void saysHowToNameTheFolderWhenNobodyDid() {
    assertThatThrownBy(() -> ToolsDirectory.of(null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("FAIRLANE_TOOLS_DIR")
        .hasMessageContaining("hack/build-tools.sh");
  }

  @Test
  void namesTheMissingBinaryAndItsFolder(@TempDir Path empty) {
    assertThatThrownBy(() -> ToolsDirectory.of(empty.toString()).tool("etcd"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'etcd' is missing in " + empty);
  }
}
