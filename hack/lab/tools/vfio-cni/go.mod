module fairlane.dev/hack/lab/tools/vfio-cni

go 1.26.0
