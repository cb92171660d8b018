// A CNI plugin for virtual functions on vfio-pci. There is no network device to move: it says which interface the pod has,
// so that Multus writes it, with the device's PCI address, into the pod's network-status. (The host-device plugin answers
// with an empty result for these, and then there is no entry.)
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// What Multus passes: deviceID is the PCI address that the device plugin allocated.
type config struct {
	CNIVersion string `json:"cniVersion"`
	DeviceID   string `json:"deviceID"`
}

type cniInterface struct {
	Name    string `json:"name"`
	Sandbox string `json:"sandbox"`
}

type result struct {
	CNIVersion string         `json:"cniVersion"`
	Interfaces []cniInterface `json:"interfaces"`
}

type failure struct {
	CNIVersion string `json:"cniVersion"`
	Code       int    `json:"code"`
	Message    string `json:"msg"`
}

const (
	devices      = "/sys/bus/pci/devices"
	invalidInput = 7   // the CNI specification's code for an invalid network configuration
	notBound     = 100 // the first of a plugin's own codes
)

var pciAddress = regexp.MustCompile(`^[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$`)

// check says what is wrong with the device, or nil.
func check(c config, devices string) *failure {
	if !pciAddress.MatchString(c.DeviceID) {
		return &failure{c.CNIVersion, invalidInput, fmt.Sprintf(
			"deviceID %q is no PCI address: name the resource in the annotation k8s.v1.cni.cncf.io/resourceName", c.DeviceID)}
	}
	driver, err := os.Readlink(filepath.Join(devices, c.DeviceID, "driver"))
	if err != nil || filepath.Base(driver) != "vfio-pci" {
		return &failure{c.CNIVersion, notBound, fmt.Sprintf("%s is not bound to vfio-pci", c.DeviceID)}
	}
	return nil
}

func add(c config, name, sandbox, devices string) (any, bool) {
	if problem := check(c, devices); problem != nil {
		return problem, false
	}
	return result{c.CNIVersion, []cniInterface{{name, sandbox}}}, true
}

func main() {
	var answer any
	good := true
	c := config{CNIVersion: "0.3.1"}
	if err := json.NewDecoder(os.Stdin).Decode(&c); err != nil {
		answer, good = failure{c.CNIVersion, invalidInput, "the network configuration is no JSON: " + err.Error()}, false
	} else {
		switch os.Getenv("CNI_COMMAND") {
		case "VERSION":
			answer = map[string]any{"cniVersion": c.CNIVersion, "supportedVersions": []string{"0.3.0", "0.3.1", "0.4.0"}}
		case "ADD":
			answer, good = add(c, os.Getenv("CNI_IFNAME"), os.Getenv("CNI_NETNS"), devices)
		}
	}
	if answer != nil {
		_ = json.NewEncoder(os.Stdout).Encode(answer)
	}
	if !good {
		os.Exit(1)
	}
}
