package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func deviceOn(t *testing.T, driver string) string {
	t.Helper()
	devices := t.TempDir()
	device := filepath.Join(devices, "0000:21:10.0")
	if err := os.Mkdir(device, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../../drivers/"+driver, filepath.Join(device, "driver")); err != nil {
		t.Fatal(err)
	}
	return devices
}

func TestAFunctionOnVfioIsAnInterfaceOfThePod(t *testing.T) {
	answer, good := add(config{"0.3.1", "0000:21:10.0"}, "net1", "/run/netns/x", deviceOn(t, "vfio-pci"))
	if !good || answer.(result).Interfaces[0] != (cniInterface{"net1", "/run/netns/x"}) {
		t.Fatalf("answered %v", answer)
	}
}

func TestAFunctionOfTheKernelIsRefused(t *testing.T) {
	answer, good := add(config{"0.3.1", "0000:21:10.0"}, "net1", "/run/netns/x", deviceOn(t, "igbvf"))
	if good || !strings.Contains(answer.(*failure).Message, "0000:21:10.0 is not bound to vfio-pci") {
		t.Fatalf("answered %v", answer)
	}
}

func TestANetworkWithoutAResourceIsRefused(t *testing.T) {
	answer, good := add(config{"0.3.1", "../../etc"}, "net1", "/run/netns/x", t.TempDir())
	if good || answer.(*failure).Code != invalidInput {
		t.Fatalf("answered %v", answer)
	}
}
